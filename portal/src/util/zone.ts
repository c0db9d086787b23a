import { dateFormat } from "./formats";

/** The reader's time zone: that of the account, else the browser's. Every time of the pages is shown in it. */
let zone: string | undefined;
let browserZone: string | undefined;

export const readerZone = (): string => zone ?? (browserZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Takes over the zone of the account; a name that this browser does not know leaves its own. */
export function setReaderZone(name: string | null | undefined): void {
  zone = name && isZone(name) ? name : undefined;
}

export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Minutes that a zone is ahead of UTC at a moment. */
function offset(at: Date, name: string): number {
  const parts = dateFormat("en-US", { timeZone: name, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" }).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const there = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((there - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/** The moment at which a day (`2026-03-29`) begins in the reader's zone; `undefined` for text that is no day. */
export function startOfDay(day: string, days = 0, name = readerZone()): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return undefined;
  const utc = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + days);
  if (Number.isNaN(utc)) return undefined;
  // The offset of the first guess may be that of the other side of a change of clocks.
  const guess = new Date(utc - offset(new Date(utc), name) * 60_000);
  return new Date(utc - offset(guess, name) * 60_000);
}
