import { expect, it } from "vitest";
import { parseDocumentSearch, parsePoliciesSearch } from "./search";

it("keeps what a list knows and leaves the rest out", () => {
  expect(parseDocumentSearch({ tab: "files", category: "report", q: 7, x: 1 })).toEqual({ tab: "files", category: "report", q: "7" });
  expect(parseDocumentSearch({ tab: "signed", category: "report" })).toEqual({ tab: "signed" });
  expect(parseDocumentSearch({ tab: "other", category: "x", q: {} })).toEqual({});
  expect(parsePoliciesSearch({ state: "draft", q: "" })).toEqual({ state: "draft" });
});
