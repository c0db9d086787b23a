import { expect, it } from "vitest";
import { duration, relativeTime } from "./time";

const now = new Date("2026-03-10T12:00:00Z");
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);

it.each([
  [0, "now"],
  [-59, "now"],
  [-60, "1 minute ago"],
  [-3599, "59 minutes ago"],
  [-7200, "2 hours ago"],
  [-86_400, "yesterday"],
  [-13 * 86_400, "last week"],
  [-400 * 86_400, "last year"],
  [3 * 3600, "in 3 hours"],
])("%i seconds from now is %s", (seconds, text) => {
  expect(relativeTime(at(seconds), now, "en")).toBe(text);
});

it("speaks the reader's language", () => {
  expect(relativeTime(at(-7200), now, "de")).toBe("vor 2 Stunden");
});

it.each([
  [0, "0 min"],
  [30, "30 min"],
  [90, "1 hr 30 min"],
  [1440, "1 day"],
  [4320 + 61, "3 days 1 hr"],
])("%i minutes are %s", (minutes, text) => {
  expect(duration(minutes, "en")).toBe(text);
});
