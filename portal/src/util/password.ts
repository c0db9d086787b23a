// Without the letters and digits that are mistaken for each other when read aloud.
const alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** A password to be handed over once: four groups of five, about 115 bits. */
export function generatePassword(): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // Bytes beyond the last whole multiple would make some letters likelier than others.
      if (byte < 256 - (256 % alphabet.length) && letters.length < 20) letters.push(alphabet.charAt(byte % alphabet.length));
    }
  }
  return letters.join("").replace(/(.{5})(?=.)/g, "$1-");
}
