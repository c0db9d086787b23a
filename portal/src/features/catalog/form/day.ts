/** A day of the years 1900 to 2199, as `2026-03-31`. */
export function isDay(text: string): boolean {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!read) return false;
  const [year, month, day] = [Number(read[1]), Number(read[2]), Number(read[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
