import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./safeReturnPath";

const fallback = "/portal/dashboard";
const origin = "https://portal.example.com";

describe("safeReturnPath", () => {
  it.each(["/portal/tickets/tkt_1", "/portal/tickets?status=open&q=a%20b", "/admin", "/admin/branding#logo"])(
    "keeps %s",
    (path) => {
      expect(safeReturnPath(path, fallback)).toBe(path);
    },
  );

  it.each([
    null, "", "portal/tickets", "//evil.example", "/\\evil.example", "/%2f%2fevil.example/portal", "/portal//evil.example",
    "/portal/%2F..%2f", "/portal/..//evil.example", "https://evil.example/portal", "javascript:alert(1)", "/portal/\tx", "/portal/\u0000",
    "/portal/%0d%0aSet-Cookie:x", "/portal\\@evil.example", "/api/auth/logout", "/portal/login?tenant=x", "/portalx", "/portal/x\u202e",
    "/portal/../api/auth/session", `/portal/${"a".repeat(2001)}`,
  ])("refuses %j", (path) => {
    expect(safeReturnPath(path, fallback)).toBe(fallback);
  });

  const hostile = fc.array(
    fc.constantFrom("/", "//", "\\", "%2f", "%2F", "%5c", "@", "evil.example", ":", "?", "#", "..", ".", "\t", "\n", "\r", "\u0000", "portal", "admin", "login", "https:", "javascript:", "%00", "%0d%0a", " ", "\u202e", "。", "／"),
    { maxLength: 12 },
  ).map((parts) => parts.join(""));

  it("never leaves the origin, however the target is spelled", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, hostile.map((s) => `/portal/${s}`), hostile.map((s) => `/${s}`), fc.string({ unit: "binary" }), fc.webUrl()), (wanted) => {
        const path = safeReturnPath(wanted, fallback);
        const target = new URL(path, origin);
        expect(target.origin).toBe(origin);
        expect(path).toMatch(/^\/(portal|admin)(\/|\?|#|$)/);
        expect(target.pathname).not.toMatch(/^\/portal\/login/);
        expect(decodeURIComponent(path.replace(/%(?![0-9a-f]{2})/gi, "%25"))).not.toMatch(/^\/[/\\]/);
      }),
      { numRuns: 5000 },
    );
  });

  it("gives the same answer for its own answer", () => {
    fc.assert(
      fc.property(fc.webPath().map((path) => `/portal${path}`), (wanted) => {
        const once = safeReturnPath(wanted, fallback);
        expect(safeReturnPath(once, fallback)).toBe(once);
      }),
    );
  });
});
