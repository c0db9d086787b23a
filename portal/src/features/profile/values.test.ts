import { describe, expect, it } from "vitest";
import { zones } from "@/util/zones";
import { toUpdate, valuesOf } from "./values";

const profile = {
  version: 1, id: "usr_1", name: "Ada", email: "ada@acme.example", role: "admin",
  notifications: { ticket_updates: true, announcements: false, documents: true },
} as const;

describe("the profile's form", () => {
  it("sends back what it was given", () => {
    expect(toUpdate(valuesOf(profile), true)).toEqual({
      name: "Ada", phone: null, language: null, time_zone: null,
      notifications: { ticket_updates: true, announcements: false, documents: true, new_tickets: true },
    });
    expect(toUpdate(valuesOf({ ...profile, role: "user" }), false).notifications).not.toHaveProperty("new_tickets");
  });

  it("offers every zone once, by region", () => {
    const all = zones("Mars/Olympus_Mons");
    const values = all.flatMap((group) => group.items.map((item) => item.value));
    expect(new Set(values).size).toBe(values.length);
    expect(all.find((group) => group.group === "Europe")?.items).toContainEqual({ value: "Europe/Berlin", label: "Berlin" });
    expect(all.find((group) => group.group === "Mars")?.items).toEqual([{ value: "Mars/Olympus_Mons", label: "Olympus Mons" }]);
    expect(values).toContain("UTC");
  });
});
