import { numberFormat } from "./formats";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A file size in the reader's language, e.g. "1.4 MB". */
export function fileSize(bytes: number, language: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return numberFormat(language, {
    style: "unit",
    unit: units[unit],
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

/** Up to two initials of a name in any script; "?" when it has no letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = ends.map((word) => word?.match(/\p{L}|\p{N}/u)?.[0] ?? "").join("");
  return letters.toLocaleUpperCase() || "?";
}
