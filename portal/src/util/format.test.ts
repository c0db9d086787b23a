import { expect, it } from "vitest";
import { fileSize, initials } from "./format";

it.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1400, "1.4 kB"],
  [25_000_000, "25 MB"],
  [123_456_789, "123 MB"],
  [5_000_000_000_000, "5,000 GB"],
])("writes %i bytes as %s", (bytes, text) => {
  expect(fileSize(bytes, "en")).toBe(text);
});

it.each([
  ["Jane Doe", "JD"],
  ["  maria   del  carmen ", "MC"],
  ["Plato", "P"],
  ["محمد علي", "مع"],
  ["李小龙", "李"],
  ["— !", "?"],
  ["", "?"],
])("takes the initials of %j", (name, text) => {
  expect(initials(name)).toBe(text);
});
