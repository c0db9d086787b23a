import { expect, it } from "vitest";
import type { ManagedPolicy } from "@/api/types";
import { formPath, policyValues, toPolicyEdit } from "./policyValues";

it("sends back what it was given", () => {
  const policy = {
    title: "A", issuer: "B", signers: "people", deadline: "2026-04-01", requires_scroll_to_end: true, shown_to: { all: false, companies: ["cmp_1"] },
    companies: [{ id: "cmp_1", name: "Birch" }], people: [{ id: "usr_1", name: "Ann", company: "cmp_1" }],
    sections: [{ heading: "H", body: "Text" }], variables: [{ name: "fee", value: null, companies: { cmp_1: "12" } }],
  } as unknown as ManagedPolicy;
  expect(toPolicyEdit(policyValues(policy))).toEqual({
    title: "A", issuer: "B", signers: "people", deadline: "2026-04-01", requires_scroll_to_end: true, requires_acknowledgement: false, requires_typed_name: false,
    shown_to: { all: false, companies: ["cmp_1"] }, people: ["usr_1"], sections: [{ heading: "H", body: "Text" }],
    variables: [{ name: "fee", value: null, companies: { cmp_1: "12" } }],
  });
});

it("finds the form's field for the server's", () => {
  expect(formPath("sections[12].body")).toBe("sections.12.body");
  expect(formPath("title")).toBe("title");
});
