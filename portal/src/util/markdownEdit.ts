/** A text with what is selected in it. */
export interface Selection {
  text: string;
  from: number;
  to: number;
}

/** What to put in place of a stretch of the text, and what is selected afterwards. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: [number, number];
}

/** Puts `mark` around the selection, or takes it away where it stands already. */
export function wrap({ text, from, to }: Selection, mark: string): Edit {
  const length = mark.length;
  const chosen = text.slice(from, to);
  if (text.slice(from - length, from) === mark && text.slice(to, to + length) === mark && from >= length) {
    return { from: from - length, to: to + length, insert: chosen, select: [from - length, to - length] };
  }
  if (chosen.length >= 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    const inner = chosen.slice(length, chosen.length - length);
    return { from, to, insert: inner, select: [from, from + inner.length] };
  }
  return { from, to, insert: mark + chosen + mark, select: [from + length, to + length] };
}

const numbered = /^\d+\. /;
const marked = /^(?:#{1,4} |> |- |\d+\. )/;

/** Begins every selected line with `mark` (`1. ` counts on), or takes it away where all lines have it. */
export function prefix({ text, from, to }: Selection, mark: string): Edit {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const found = text.indexOf("\n", Math.max(to, from));
  const end = found < 0 ? text.length : found;
  const lines = text.slice(start, end).split("\n");
  const has = (line: string) => (mark === "1. " ? numbered.test(line) : line.startsWith(mark));
  const all = lines.every(has);
  const made = lines.map((line, index) => {
    const plain = line.replace(marked, "");
    return all ? plain : (mark === "1. " ? `${index + 1}. ` : mark) + plain;
  });
  const insert = made.join("\n");
  return { from: start, to: end, insert, select: lines.length === 1 ? [start + insert.length, start + insert.length] : [start, start + insert.length] };
}

/** Makes the selection a link and selects its address, or the words where an address was selected. */
export function link({ text, from, to }: Selection, words: string): Edit {
  const chosen = text.slice(from, to);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return { from, to, insert: `[${words}](${chosen})`, select: [from + 1, from + 1 + words.length] };
  }
  const shown = chosen || words;
  const at = from + shown.length + 3;
  return { from, to, insert: `[${shown}](https://)`, select: [at, at + "https://".length] };
}
