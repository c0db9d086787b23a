import fc from "fast-check";
import { expect, it } from "vitest";
import { parseTicketSearch, rememberedSearch, rememberSearch } from "./search";

it("reads the filters and leaves out what it does not know", () => {
  expect(parseTicketSearch({ status: "waiting_on_you", q: 1042, sort: "created", mine: true, x: 1 })).toEqual({ status: "waiting_on_you", q: "1042", sort: "created", mine: true });
  expect(parseTicketSearch({ status: "nope", q: "", sort: "name", mine: "true" })).toEqual({});
});

it("remembers filters but neither words nor the wish for all", () => {
  rememberSearch({ status: "resolved", q: "vpn" });
  expect(rememberedSearch()).toEqual({ status: "resolved" });
  rememberSearch({ status: "all" });
  expect(rememberedSearch()).toBeNull();
});

it("gives for any address a search that reads back as itself", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("status", "q", "sort", "mine"), fc.anything()), (raw) => {
      const search = parseTicketSearch(raw);
      expect(parseTicketSearch({ ...search })).toEqual(search);
    }),
  );
});
