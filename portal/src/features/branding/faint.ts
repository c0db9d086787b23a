/** From 0 (black) to 1 (white), as WCAG 2 weighs it. */
function luminance(red: number, green: number, blue: number): number {
  const part = (value: number) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
}

/** Contrast below which a shape is not told from its ground. */
const told = 1.25;

/** Nearly nothing of a picture can be told from this ground. `pixels` are red, green, blue and alpha, one after the other. */
export function isFaint(pixels: Uint8ClampedArray, [red, green, blue]: readonly [number, number, number]): boolean {
  const ground = luminance(red, green, blue);
  let drawn = 0;
  let seen = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const alpha = (pixels[at + 3] ?? 0) / 255;
    if (alpha < 0.1) continue;
    drawn += 1;
    const over = (channel: number, below: number) => channel * alpha + below * (1 - alpha);
    const own = luminance(over(pixels[at] ?? 0, red), over(pixels[at + 1] ?? 0, green), over(pixels[at + 2] ?? 0, blue));
    const contrast = (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
    if (contrast >= told) seen += 1;
  }
  return seen < drawn * 0.02 || drawn === 0;
}
