import { expect, it } from "vitest";
import { isWholeNumber } from "./wholeNumber";

const hours = { min: 1, max: 24 };

it.each([1, 24, "8", " 8 "])("takes %j", (value) => {
  expect(isWholeNumber(value, hours)).toBe(true);
});

it.each([0, 25, 1.5, "", "1.5", "1.", "1e1", "eight", NaN])("refuses %j", (value) => {
  expect(isWholeNumber(value, hours)).toBe(false);
});
