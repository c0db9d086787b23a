import { expect, it } from "vitest";
import { matches, parseCatalogSearch } from "./search";

const item = { name: "Größerer Bildschirm", summary: "27 Zoll, höhenverstellbar", category: "Hardware" };

it("finds items by words of name, summary and category without regard to case and accents", () => {
  for (const q of ["bildschirm", "GROSSERER".replace("SS", "ß"), "27 hard", "hohenver", "", "  "]) expect(matches(item, q), q).toBe(true);
  for (const q of ["laptop", "bildschirm laptop", "🔥", "--", "schirm"]) expect(matches(item, q), q).toBe(false);
});

it("reads what it can of an address", () => {
  expect(parseCatalogSearch({ category: "Hardware", q: 27, other: 1 })).toEqual({ category: "Hardware", q: "27" });
  expect(parseCatalogSearch({ category: {}, q: "" })).toEqual({});
});
