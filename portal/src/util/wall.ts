import { dateFormat } from "./formats";

/** Wall-clock time and time zones: what a person types as "half past nine" as a moment, with summer time right. */

const parts = (zone: string) =>
  dateFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });

/** A moment as the field `datetime-local` shows it to somebody in `zone`: `2026-03-29T09:30`. */
export function toWall(at: Date, zone: string): string {
  const read = Object.fromEntries(parts(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${read.year ?? ""}-${read.month ?? ""}-${read.day ?? ""}T${read.hour ?? ""}:${read.minute ?? ""}`;
}

export interface Moment {
  at: Date;
  /** The clock was put forward over this time: `at` lies as far behind the gap. */
  skipped: boolean;
  /** The clock was put back and showed this time twice: `at` is the first. */
  twice: boolean;
}

const quarter = 15 * 60_000;

/** The moment at which clocks in `zone` show this time; `null` where it is no time. */
export function fromWall(wall: string, zone: string): Moment | null {
  const naive = new Date(`${wall}:00Z`).getTime();
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) || Number.isNaN(naive)) return null;
  const offset = (at: number) => new Date(`${toWall(new Date(at), zone)}:00Z`).getTime() - Math.floor(at / 60_000) * 60_000;
  // The offsets of the day before and after are all that can hold at this time.
  const offsets = [...new Set([offset(naive - 26 * 3_600_000), offset(naive + 26 * 3_600_000), offset(naive)])];
  const found = offsets.map((each) => naive - each).filter((at) => toWall(new Date(at), zone) === wall).sort((one, other) => one - other);
  const [first] = found;
  if (first !== undefined) return { at: new Date(first), skipped: false, twice: new Set(found).size > 1 };
  // As a clock that was not put forward would have it.
  const before = offset(naive - 26 * 3_600_000);
  return { at: new Date(Math.round((naive - before) / quarter) * quarter), skipped: true, twice: false };
}

/** The exact time with weekday and the zone's own name at that moment, e.g. "Sunday 29 March 2026 at 09:30 CEST". */
export function exactInZone(at: Date, zone: string, language: string): string {
  return dateFormat(language, {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
