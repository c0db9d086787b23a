import { expect, it } from "vitest";
import { parseComplianceSearch, parseDocumentSearch, parsePoliciesSearch } from "./search";

it("keeps what a list knows and leaves the rest out", () => {
  expect(parseDocumentSearch({ tab: "files", category: "report", q: 7, x: 1 })).toEqual({ tab: "files", category: "report", q: "7" });
  expect(parseDocumentSearch({ tab: "signed", category: "report" })).toEqual({ tab: "signed" });
  expect(parseDocumentSearch({ tab: "other", category: "x", q: {} })).toEqual({});
  expect(parsePoliciesSearch({ state: "draft", q: "" })).toEqual({ state: "draft" });
  expect(parseComplianceSearch({ by: "policies", policy: "pol_01JX", q: "use" })).toEqual({ by: "policies", q: "use" });
  expect(parseComplianceSearch({ by: "other", policy: "pol_01JX" })).toEqual({ policy: "pol_01JX" });
  expect(parseComplianceSearch({ policy: "pol_/../x" })).toEqual({});
});
