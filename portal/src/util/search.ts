/**
 * The search of lists that are already here. It finds what the server's search of other lists finds: words by their beginnings in
 * any case, accent and width, and any part of scripts that write no blanks between words.
 */

/** Letters that people type without their stroke or ligature; Unicode counts them as letters of their own. */
const plain: Record<string, string> = {
  ß: "ss", æ: "ae", œ: "oe", þ: "th", đ: "d", ð: "d", ł: "l", ø: "o", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ə: "e", ς: "σ",
  ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ", ٱ: "ا", ى: "ي", ی: "ي", ة: "ه", ک: "ك", ґ: "г",
};
const accents = /[\u{300}-\u{36f}\u{483}-\u{489}\u{591}-\u{5bd}\u{5bf}\u{5c1}\u{5c2}\u{5c4}\u{5c5}\u{5c7}\u{610}-\u{61a}\u{64b}-\u{65f}\u{670}\u{6d6}-\u{6dc}\u{1ab0}-\u{1aff}\u{1dc0}-\u{1dff}\u{fe00}-\u{fe0f}\u{ad}\u{640}\u{200c}-\u{200f}\u{2060}-\u{2064}\u{feff}]/gu;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function fold(text: string): string {
  const bare = text.normalize("NFKD").replace(accents, "").toLowerCase();
  const letters = Array.from(bare, (letter) => plain[letter] ?? letter).join("");
  // One syllable in either of the two scripts that Japanese has for it.
  return letters.replace(/[\u30A1-\u30F6\u30FD\u30FE]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)).normalize("NFC");
}

/** How words are spelled without their special letters: `Mueller` for `Müller`. */
const keyboard: Record<string, string> = { ä: "ae", ö: "oe", ø: "oe", ü: "ue", å: "aa" };
const spelled = (text: string): string => text.normalize("NFC").toLowerCase().replace(/[äöøüå]/g, (letter) => keyboard[letter] ?? letter);

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Says of texts whether they have all words of `typed`. Nothing typed finds everything, and what has no word finds nothing. */
export function searchFor(typed: string): (...texts: string[]) => boolean {
  if (!typed.trim()) return () => true;
  const others = wordsOf(spelled(typed));
  const asked = wordsOf(typed).map((word, place) => [word, others[place] ?? word]);
  return (...texts) => {
    const there = texts.flatMap((text) => [...wordsOf(text), ...wordsOf(spelled(text))]);
    const found = (word: string) => there.some((one) => (unspaced.test(word) ? one.includes(word) : one.startsWith(word)));
    return asked.length > 0 && asked.every((forms) => forms.some(found));
  };
}
