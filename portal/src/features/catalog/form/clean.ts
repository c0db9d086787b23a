/** What people type as the server keeps it: the same normalising as `shared::http::text`. */

// Controls, and marks that turn the direction of what follows.
const hidden = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF\u2028\u2029]/u;
const white = /\p{White_Space}/u;

const visible = (text: string, keep: (character: string) => boolean) =>
  Array.from(text)
    .filter((character) => keep(character) || !hidden.test(character))
    .join("");

/** One line: normalised, trimmed, inner white space single. */
export function cleanLine(text: string): string {
  const spaced = Array.from(text.normalize("NFC"), (character) => (white.test(character) ? " " : character)).join("");
  return visible(spaced, () => false)
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
}

/** Several lines: normalised, trimmed, line ends single. */
export function cleanText(text: string): string {
  const unified = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").normalize("NFC");
  return visible(unified, (character) => character === "\n" || character === "\t").trim();
}

/** Characters as the server counts them. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** One `@`, a host with a dot, no blanks, at most 254 bytes. */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  if (at < 0) return false;
  const [local, host] = [text.slice(0, at), text.slice(at + 1)];
  const length = lengthOf(local);
  return (
    length >= 1 &&
    length <= 64 &&
    host.includes(".") &&
    !/^[.-]|[.-]$|\.\./.test(host) &&
    /^[\p{Alphabetic}\p{N}.-]*$/u.test(host) &&
    !/[\p{White_Space}<>(),;:\\"[\]]/u.test(local) &&
    new TextEncoder().encode(text).length <= 254
  );
}

/** A day of the years 1900 to 2199, as `2026-03-31`. */
export function isDay(text: string): boolean {
  const read = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!read) return false;
  const [year, month, day] = [Number(read[1]), Number(read[2]), Number(read[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
