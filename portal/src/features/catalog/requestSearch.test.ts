import { expect, it } from "vitest";
import { parseRequestSearch } from "./requestSearch";

it("reads what it can of an address", () => {
  expect(parseRequestSearch({ whose: "company", status: "rejected", page: 2 })).toEqual({ whose: "company", status: "rejected" });
  expect(parseRequestSearch({ whose: "everybody", status: "lost" })).toEqual({});
});
