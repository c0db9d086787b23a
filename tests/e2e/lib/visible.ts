import { expect, type Locator } from "@playwright/test";

interface Seen {
  width: number;
  height: number;
  opacity: number;
  fontSize: number;
  textAlpha: number;
  hidden: boolean;
  onTop: boolean;
}

/** What a reader would see of an element, from computed styles and from what lies on top of its middle. */
const look = (locator: Locator) =>
  locator.evaluate((element): Seen => {
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    let opacity = 1;
    let hidden = false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const own = getComputedStyle(at);
      opacity *= Number(own.opacity);
      hidden ||= own.display === "none" || own.visibility !== "visible" || own.clipPath !== "none" || own.filter !== "none";
    }
    const channels = /rgba?\(([^)]+)\)/.exec(style.color)?.[1]?.split(/[\s,/]+/) ?? [];
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
      width: box.width,
      height: box.height,
      opacity,
      fontSize: parseFloat(style.fontSize),
      textAlpha: channels.length > 3 ? Number(channels[3]) : 1,
      hidden,
      // Whatever is hit belongs to the element, or is what an input draws over its own field.
      onTop: !!top && (element.contains(top) || top.contains(element) || !!top.closest("label")?.contains(element)),
    };
  });

/** Fails unless the element is there to be read: of a readable size, opaque, and covered by nothing. */
export async function expectReadable(locator: Locator, what: string): Promise<void> {
  await expect(locator, what).toBeVisible();
  const seen = await look(locator);
  expect(seen, what).toMatchObject({ opacity: 1, textAlpha: 1, hidden: false, onTop: true });
  expect(seen.width, `${what}: width`).toBeGreaterThan(8);
  expect(seen.height, `${what}: height`).toBeGreaterThan(8);
  expect(seen.fontSize, `${what}: size of the text`).toBeGreaterThanOrEqual(10);
}
