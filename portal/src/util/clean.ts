/**
 * What people type as the server keeps it: the same normalizing as `shared::http::text`, so that a counter counts what
 * arrives. Both are tested with the same vectors (`features/catalog/form/vectors.json`).
 */

/** Marks around an annotation: the words beside them are words of their own. */
const annotation = /[\uFFF9-\uFFFB]/g;
const white = /[\p{White_Space}\u2800\uFFF9-\uFFFB]/gu;
const lineEnd = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const invisible = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]$/u;
const anyInvisible = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB\p{Noncharacter_Code_Point}]/u;
/** Accents piled on one letter: more than any language uses, and enough to reach neighboring lines. */
const piles = /((?:(?=\p{Script=Inherited})(?!\p{Default_Ignorable_Code_Point})[\p{Mn}\p{Me}]){4})(?:(?=\p{Script=Inherited})(?!\p{Default_Ignorable_Code_Point})[\p{Mn}\p{Me}])+/gu;
const plain = /^[ -~]*$/;
const plainLines = /^[ -~\n]*$/;

const joined = [
  "Arabic", "Syriac", "Mandaic", "Manichaean", "Mongolian", "Nko", "Phags_Pa", "Adlam", "Hanifi_Rohingya", "Devanagari", "Bengali", "Gurmukhi",
  "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan", "Balinese", "Javanese", "Sundanese",
  "Lepcha", "Limbu", "Meetei_Mayek",
].map((script) => new RegExp(`^\\p{Script=${script}}$`, "u"));
const mark = /^[\p{Mn}\p{Mc}]$/u;
const inherited = /^\p{Script=Inherited}$/u;
const virama = /^[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u17D2\u1B44\u1BAA\u1BAB\uA9C0\uAAF6\uABED]$/u;
const han = /^\p{Script=Han}$/u;
const emoji = /^\p{Emoji}$/u;
const pictographic = /^\p{Extended_Pictographic}$/u;
const tag = /^[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]$/u;

/** Characters as the server counts them. */
export const lengthOf = (text: string): number => {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The second half of a pair belongs to the first.
    if (unit < 0xdc00 || unit > 0xdfff) length += 1;
  }
  return length;
};

/** Of a script that joins letters or stacks them, that of the last letter. */
function scriptOf(kept: string[]): RegExp | undefined {
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    const c = kept[at] ?? "";
    if (!(mark.test(c) && inherited.test(c))) return joined.find((script) => script.test(c));
  }
  return undefined;
}

/** The invisible `c` changes how its neighbors look. */
function needed(c: string, kept: string[], next: string): boolean {
  const before = kept.at(-1) ?? "";
  const joins = () => scriptOf(kept)?.test(next) ?? false;
  const code = c.codePointAt(0) ?? 0;
  if (c === "\u200D") {
    if (before === "\uFE0F" || /^[\u{1F3FB}-\u{1F3FF}]$/u.test(before) || pictographic.test(before)) return pictographic.test(next);
    return joins() || (virama.test(before) && !!scriptOf(kept)) || before === "\u0647";
  }
  if (c === "\u200C") return joins();
  if (c === "\uFE0E" || c === "\uFE0F") return (emoji.test(before) && (!plain.test(before) || next === "\u20E3")) || han.test(before);
  if (c === "\uFE00") return han.test(before) || /^[\p{Script=Myanmar}\p{Script=Phags_Pa}]$/u.test(before);
  if ((code >= 0xfe01 && code <= 0xfe0d) || (code >= 0xe0100 && code <= 0xe01ef)) return han.test(before);
  return code >= 0x180b && code <= 0x180f && /^\p{Script=Mongolian}$/u.test(before);
}

/** Without what cannot be seen, except where a script or an emoji needs it. */
function visible(typed: string, keep: RegExp | null): string {
  const text = typed.replace(piles, "$1");
  // Most texts have nothing to remove.
  if (!anyInvisible.test(keep ? text.replace(/[\n\t]/g, "") : text)) return text;
  const all = Array.from(text);
  const kept: string[] = [];
  for (let at = 0; at < all.length; at += 1) {
    const c = all[at] ?? "";
    if (keep?.test(c) || !invisible.test(c) || needed(c, kept, all[at + 1] ?? "")) {
      kept.push(c);
    } else if (kept.at(-1) === "\u{1F3F4}" && tag.test(c)) {
      // The tags of a flag, such as that of Scotland.
      let end = at;
      while (tag.test(all[end] ?? "")) end += 1;
      if (all[end] === "\u{E007F}" && end - at <= 7) {
        kept.push(...all.slice(at, end + 1));
        at = end;
      }
    }
  }
  return kept.join("");
}

/** Removing a mark can bring two together that compose, so it is done twice. */
const stable = (text: string, keep: RegExp | null) => visible(visible(text.normalize("NFC"), keep).normalize("NFC"), keep).normalize("NFC");

/** One line: normalized, trimmed, white space single, nothing invisible. */
export function cleanLine(text: string): string {
  const shown = plain.test(text) ? text : stable(text.replace(white, " "), null);
  return shown
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
}

/** Several lines: normalized, trimmed, every line end `\n`, nothing invisible but tabs and line ends. */
export function cleanText(text: string): string {
  const unified = text.replace(lineEnd, "\n").replace(annotation, " ");
  const shown = plainLines.test(unified) ? unified : stable(unified, /^[\n\t]$/);
  return shown.replace(/^[\p{White_Space}\u2800]+|[\p{White_Space}\u2800]+$/gu, "");
}

/** An address that mail can be sent to, as `shared::http::Address` reads it. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 1016 || anyInvisible.test(text)) return false;
  const [local, typed] = [text.slice(0, at).normalize("NFC"), text.slice(at + 1).normalize("NFC")];
  const bytes = (part: string) => new TextEncoder().encode(part).length;
  const host = asciiHost(typed);
  return (
    host !== null &&
    bytes(local) <= 64 &&
    bytes(local) + 1 + host.length <= 254 &&
    local.split(".").every((word) => /^(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\0-\x7f])[\p{Alphabetic}\p{N}\p{M}])+$/u.test(word)) &&
    local.normalize("NFKC") === local &&
    !mixed(local) &&
    !mixed(typed.normalize("NFKC")) &&
    !looksLatin(typed.normalize("NFKC"))
  );
}

/** The host as the name system writes it; `null` for what is no name with two labels. */
function asciiHost(host: string): string | null {
  // What an address bar would read as a port, a path, a user or a number is no name.
  if (/[\0-,/:-@[-`{-\x7f]/.test(host)) return null;
  let name: string;
  try {
    name = new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
  const labels = name.split(".");
  const good = labels.length > 1 && name.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label) && (label.startsWith("xn--") || label.slice(2, 4) !== "--"));
  return good && !/^\d+$/.test(labels.at(-1) ?? "") ? name : null;
}

const alike = [
  "Latin", "Cyrillic", "Greek", "Armenian", "Georgian", "Cherokee", "Coptic", "Lisu", "Deseret", "Gothic", "Old_Italic", "Osage", "Runic", "Ogham",
  "Tifinagh", "Vai", "Canadian_Aboriginal",
].map((script) => new RegExp(`\\p{Script=${script}}`, "u"));

/** A label under an ending in Latin letters has Cyrillic letters alone that look like Latin ones. */
function looksLatin(host: string): boolean {
  const labels = host.toLowerCase().split(".");
  const last = labels.pop() ?? "";
  return plain.test(last) && labels.some((label) => /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡ\d-]+$/.test(label) && !plain.test(label));
}

/** A word holds letters of two alphabets whose letters look the same. */
const mixed = (text: string) => text.split(/[^\p{Alphabetic}\p{N}\p{M}]/u).some((word) => alike.filter((script) => script.test(word)).length > 1);
