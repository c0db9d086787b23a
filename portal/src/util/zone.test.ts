import { afterEach, describe, expect, it } from "vitest";
import { readerZone, setReaderZone, startOfDay } from "./zone";

afterEach(() => { setReaderZone(undefined); });

describe("the reader's zone", () => {
  it("is the account's, and the browser's where the account has none that is known", () => {
    const own = readerZone();
    setReaderZone("Pacific/Auckland");
    expect(readerZone()).toBe("Pacific/Auckland");
    setReaderZone("Mars/Olympus");
    expect(readerZone()).toBe(own);
  });

  it.each([
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
    ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
    ["2026-07-01", "America/New_York", "2026-07-01T04:00:00.000Z"],
    ["2026-07-01", "Asia/Kolkata", "2026-06-30T18:30:00.000Z"],
    ["2026-07-01", "UTC", "2026-07-01T00:00:00.000Z"],
  ])("begins %s in %s at %s", (day, zone, at) => {
    expect(startOfDay(day, 0, zone)?.toISOString()).toBe(at);
  });

  it("knows no other text for a day", () => {
    for (const text of ["", "today", "2026-3-1", "2026-03-01T00:00"]) expect(startOfDay(text)).toBeUndefined();
  });
});
