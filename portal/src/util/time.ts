import { readerZone } from "./zone";
import { dateFormat, numberFormat, relativeFormat } from "./formats";

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** "3 hours ago" in the reader's language; "now" within the last or next minute. */
export function relativeTime(at: Date, now: Date, language: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const format = relativeFormat(language);
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "second");
}

/** The exact time in the reader's zone and language. */
export function exactTime(at: Date, language: string): string {
  return dateFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: readerZone() }).format(at);
}

/** The span of some minutes in its largest whole units, e.g. "1 hr, 30 min". */
export function duration(minutes: number, language: string): string {
  const parts: [string, number][] = [
    ["day", Math.floor(minutes / 1440)],
    ["hour", Math.floor((minutes % 1440) / 60)],
    ["minute", Math.round(minutes % 60)],
  ];
  const shown = parts.filter(([, value]) => value > 0);
  if (shown.length === 0) shown.push(["minute", 0]);
  return shown
    .slice(0, 2)
    .map(([unit, value]) => numberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value))
    .join(" ");
}
