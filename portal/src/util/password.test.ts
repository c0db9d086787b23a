import { expect, it } from "vitest";
import { generatePassword } from "./password";

it("makes four groups of five unambiguous characters", () => {
  for (let each = 0; each < 200; each += 1) {
    expect(generatePassword()).toMatch(/^[a-hj-km-np-zA-HJ-NP-Z2-9]{5}(-[a-hj-km-np-zA-HJ-NP-Z2-9]{5}){3}$/);
  }
});

it("never makes the same twice", () => {
  expect(new Set(Array.from({ length: 500 }, generatePassword)).size).toBe(500);
});
