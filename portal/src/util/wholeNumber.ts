/** What a number may be, both ends included. */
export interface Range {
  min: number;
  max: number;
}

/** True for digits alone, within the range: neither a fraction nor an empty field is a whole number. */
export function isWholeNumber(value: number | string, { min, max }: Range): boolean {
  const text = String(value).trim();
  return /^-?\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}
