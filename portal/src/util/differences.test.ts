import { expect, it } from "vitest";
import { differences } from "./differences";

it("names the fields that differ and shows both versions", () => {
  const labels = { name: "Name", email: "Email", open: "Open" };
  expect(differences({ name: "A", email: null, open: true }, { name: "B", email: null, open: false }, labels as never)).toEqual([
    { field: "name", label: "Name", mine: "A", theirs: "B" },
    { field: "open", label: "Open", mine: "true", theirs: "false" },
  ]);
});

it("takes null and nothing for the same", () => {
  expect(differences<{ email?: string | null }>({ email: null }, {}, { email: "Email" })).toEqual([]);
});
