import { LinkifyIt } from "linkify-it";

export type Piece = { text: string } | { text: string; href: string };

const finder = new LinkifyIt({ fuzzyEmail: false });
const scheme = /https?:\/\//giu;
// Where people set words in marks of their own around an address.
const marks = /[*_]+$/u;
const longest = 10_000;

/**
 * Splits plain text into words and http(s) links; everything else stays text. Each address is looked at where it begins:
 * in scripts without blanks it stands right behind a letter.
 */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index } of text.matchAll(scheme)) {
    if (index < from) continue;
    const found = finder.matchAtStart(text.slice(index, index + longest))?.raw.replace(marks, "");
    if (!found) continue;
    const href = parse(found);
    if (!href) continue;
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push({ text: found, href });
    from = index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function parse(found: string): string | null {
  try {
    const url = new URL(found);
    return url.hostname && (url.protocol === "http:" || url.protocol === "https:") ? url.href : null;
  } catch {
    return null;
  }
}
