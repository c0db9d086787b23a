import { expect, it } from "vitest";
import { isFaint } from "./faint";

const white = [255, 255, 255] as const;
const dark = [22, 25, 29] as const;
const picture = (...pixels: [number, number, number, number][]) => new Uint8ClampedArray(pixels.flat());

it("tells a white logo on white from one that is seen", () => {
  expect(isFaint(picture([255, 255, 255, 255], [250, 250, 250, 255]), white)).toBe(true);
  expect(isFaint(picture([255, 255, 255, 255]), dark)).toBe(false);
  expect(isFaint(picture([0, 0, 0, 255], [255, 255, 255, 255]), white)).toBe(false);
  expect(isFaint(picture([0, 0, 0, 255]), dark)).toBe(true);
});

it("looks through what is transparent", () => {
  expect(isFaint(picture([0, 0, 0, 0], [255, 255, 255, 255]), white)).toBe(true);
  expect(isFaint(picture([0, 0, 0, 8]), white)).toBe(true);
  expect(isFaint(picture([15, 118, 110, 128]), white)).toBe(false);
});
