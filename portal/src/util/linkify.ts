export type Piece = { text: string } | { text: string; href: string };

const address = /https?:\/\/[^\s<>"'`{}|\\^]+/giu;
// What usually ends a sentence around a link rather than the link itself.
const trailing = /[.,;:!?…)\]}»”’*_]+$/u;

/** Splits plain text into words and http(s) links; everything else stays text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = trim(match[0]);
    const href = parse(found);
    if (!href) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function trim(found: string): string {
  let link = found.replace(trailing, "");
  // A closing bracket belongs to the link when the link opened it, as in Wikipedia's addresses.
  if (found[link.length] === ")" && link.split("(").length > link.split(")").length) link += ")";
  return link;
}

function parse(found: string): string | null {
  try {
    const url = new URL(found);
    return url.hostname && (url.protocol === "http:" || url.protocol === "https:") ? url.href : null;
  } catch {
    return null;
  }
}
