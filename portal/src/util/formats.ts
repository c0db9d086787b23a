/*
 * Making a formatter takes a phone longer than drawing what it formats, and a page says hundreds of times and amounts:
 * each is made once.
 */
const made = new Map<string, unknown>();

function once<F>(kind: string, language: string, options: object, make: () => F): F {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  const known = made.get(key) as F | undefined;
  if (known) return known;
  const format = make();
  made.set(key, format);
  return format;
}

export const numberFormat = (language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  once("number", language, options, () => new Intl.NumberFormat(language, options));

export const dateFormat = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  once("date", language, options, () => new Intl.DateTimeFormat(language, options));

export const relativeFormat = (language: string): Intl.RelativeTimeFormat =>
  once("relative", language, {}, () => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));
