import { beforeEach, expect, it, vi } from "vitest";
import { forgetPeople, keep, recall } from "./storage";
import { takeWanted, wantPage } from "./wanted";

beforeEach(() => {
  forgetPeople();
  history.replaceState(null, "", "/portal/tickets");
});

it("gives the wanted page once, to the person and the tenant that wanted it", () => {
  wantPage("/portal/invoices/inv_1?x=1", "acme", "usr_maria");
  expect(takeWanted("acme", "usr_maria")).toBe("/portal/invoices/inv_1?x=1");
  expect(takeWanted("acme", "usr_maria")).toBe(null);
  for (const [tenant, person] of [["acme", "usr_xaver"], ["globex", "usr_maria"]] as const) {
    wantPage("/portal/invoices/inv_1", "acme", "usr_maria");
    expect(takeWanted(tenant, person)).toBe(null);
    expect(recall("wanted")).toBe(null);
  }
  wantPage("/portal/team", "acme", null);
  expect(takeWanted("acme", "usr_xaver")).toBe("/portal/team");
});

it("goes nowhere from a page that was asked for, later than a quarter of an hour, or out of the portal", () => {
  wantPage("/portal/team", "acme", null);
  history.replaceState(null, "", "/portal/invoices");
  expect(takeWanted("acme", "usr_maria")).toBe(null);
  history.replaceState(null, "", "/portal/tickets");
  for (const path of ["https://evil.example/", "//evil.example", "/portal/login", "/api/auth/logout"]) {
    wantPage(path, "acme", null);
    expect(takeWanted("acme", "usr_maria")).toBe(null);
  }
  wantPage("/portal/team", "acme", null);
  vi.useFakeTimers({ now: Date.now() + 16 * 60_000 });
  expect(takeWanted("acme", "usr_maria")).toBe(null);
  vi.useRealTimers();
  keep("wanted", "{oops");
  expect(takeWanted("acme", "usr_maria")).toBe(null);
});
