import { dateFormat, numberFormat } from "./formats";

/** The reader's own way of writing numbers and days, where the browser says one for the language of the page. */
export function readerLocale(language: string, wanted: readonly string[] = navigator.languages): string {
  return wanted.find((each) => each.toLowerCase().split("-")[0] === language) ?? language;
}

/** The exact decimal of so many of a currency's smallest unit, e.g. 123450 with 2 digits → "1234.50". */
export function decimal(minor: number, digits: number): string {
  const size = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? sign + size : `${sign}${size.slice(0, -digits)}.${size.slice(-digits)}`;
}

/** An amount as the reader writes it. It is formatted from its digits: it never becomes a fraction in binary. */
export function money(minor: number, digits: number, currency: string, language: string): string {
  const format = numberFormat(readerLocale(language), { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(decimal(minor, digits) as `${number}`);
}

/** A price of one as the reader writes it: "0.175" is not rounded to cents. */
export function price(text: string, digits: number, currency: string, language: string): string {
  const decimals = Math.max(digits, text.split(".")[1]?.length ?? 0);
  const format = numberFormat(readerLocale(language), { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: decimals });
  return format.format(text as `${number}`);
}

/** A quantity as the reader writes it, e.g. "2.5" → "2,5". */
export function quantity(text: string, language: string): string {
  return numberFormat(readerLocale(language), { maximumFractionDigits: 6 }).format(text as `${number}`);
}

/** A day without a time, e.g. "2026-03-02": the same day for every reader. */
export function day(date: string, language: string): string {
  return dateFormat(readerLocale(language), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}
