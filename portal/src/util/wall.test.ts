import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactInZone, fromWall, toWall } from "./wall";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"];

describe("wall-clock time", () => {
  it("knows winter and summer time", () => {
    expect(fromWall("2026-03-28T09:30", "Europe/Berlin")?.at.toISOString()).toBe("2026-03-28T08:30:00.000Z");
    expect(fromWall("2026-03-29T09:30", "Europe/Berlin")?.at.toISOString()).toBe("2026-03-29T07:30:00.000Z");
  });

  it("moves a time that the clock skips behind the gap and says so", () => {
    const moment = fromWall("2026-03-29T02:30", "Europe/Berlin");
    expect(moment).toEqual({ at: new Date("2026-03-29T01:30:00Z"), skipped: true, twice: false });
    expect(toWall(moment?.at ?? new Date(0), "Europe/Berlin")).toBe("2026-03-29T03:30");
  });

  it("takes the first of two and says so", () => {
    expect(fromWall("2026-10-25T02:30", "Europe/Berlin")).toEqual({ at: new Date("2026-10-25T00:30:00Z"), skipped: false, twice: true });
    expect(fromWall("2026-11-01T01:15", "America/New_York")).toEqual({ at: new Date("2026-11-01T05:15:00Z"), skipped: false, twice: true });
  });

  it("names the zone as it is called at that moment", () => {
    expect(exactInZone(new Date("2026-03-29T07:30:00Z"), "Europe/Berlin", "en-GB")).toMatch(/Sunday.*29 March 2026.*09:30.*(?:CEST|GMT\+2)/);
  });

  it("refuses what is no time", () => {
    for (const text of ["", "2026-13-01T00:00", "soon", "2026-01-01"]) expect(fromWall(text, "UTC")).toBeNull();
  });

  it("leads every moment there and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 946_684_800, max: 2_500_000_000 }), fc.constantFrom(...zones), (second, zone) => {
        const at = new Date(Math.floor(second / 60) * 60_000);
        const moment = fromWall(toWall(at, zone), zone);
        expect(moment?.skipped).toBe(false);
        // Where the clock shows a time twice, the first is taken.
        if (moment?.twice) expect(moment.at.getTime()).toBeLessThanOrEqual(at.getTime());
        else expect(moment?.at.getTime()).toBe(at.getTime());
      }),
      { numRuns: 300 },
    );
  });
});
