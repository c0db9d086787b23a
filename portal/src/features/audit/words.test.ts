import { describe, expect, it } from "vitest";
import type { AuditEntry } from "@/api/audit";
import { changes, objectLabel, objectPage } from "./words";

const line = (detail: AuditEntry["detail"]): AuditEntry => ({ id: "aud_1", at: "2026-03-02T09:00:00Z", actor: { id: "usr_1", name: "Ada", role: "admin" }, action: "x.y", object: "tkt_1", detail });

describe("a line of the log", () => {
  it("calls its object by number, name or id", () => {
    expect(objectLabel(line({ number: 12, name: "x" }))).toBe("#12");
    expect(objectLabel(line({ email: "a@b.example" }))).toBe("a@b.example");
    expect(objectLabel(line({ name: ["Ada", "Ada L."] }))).toBe("Ada L.");
    expect(objectLabel(line(undefined))).toBe("tkt_1");
  });

  it("shows both sides of a change and single facts", () => {
    expect(changes({ contact_email: [null, "a@b.example"], way: "password", tags: ["a", "b", "c"] })).toEqual([
      { field: "contact email", text: "– → a@b.example" },
      { field: "way", text: "password" },
      { field: "tags", text: '["a","b","c"]' },
    ]);
  });

  it("leads to pages that exist", () => {
    expect(objectPage("tkt_1")).toEqual({ to: "/admin/tickets/$id", params: { id: "tkt_1" } });
    expect(objectPage("itm_1")).toEqual({ to: "/admin/catalog/$id", params: { id: "itm_1" } });
    expect(objectPage("req_1")).toEqual({ to: "/admin/requests/$id", params: { id: "req_1" } });
    expect(objectPage("ann_1")).toEqual({ to: "/admin/announcements/$id", params: { id: "ann_1" } });
    expect(objectPage("cnd_1")).toBeNull();
  });
});
