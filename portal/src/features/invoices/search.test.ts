import { expect, test } from "vitest";
import { parseInvoiceSearch } from "./search";

test("only what the list knows is read from the address", () => {
  expect(parseInvoiceSearch({ status: "overdue", q: "a", sort: "due_first" })).toEqual({ status: "overdue", q: "a", sort: "due_first" });
  expect(parseInvoiceSearch({ q: 2026 })).toEqual({ q: "2026" });
  expect(parseInvoiceSearch({ status: "late", q: "", sort: "newest", other: 1 })).toEqual({});
});
