import { expect, it } from "vitest";
import type { Translate } from "@/i18n";
import { checkFields, fromField, move, newField, sources, toField } from "./fields";

const t = ((key: string) => key) as unknown as Translate;

it("a field that is read and sent is the same", () => {
  const field = {
    key: "size", type: "select" as const, label: "Size", help: "How large", required: true, options: ["S", "L"], limits: {},
    show_if: { field: "kind", is: "Laptop" },
  };
  expect(toField(fromField(field))).toEqual(field);
  const count = { key: "count", type: "number" as const, label: "Count", help: "", required: false, limits: { min: 0.5, max: 10, whole: true } };
  expect(toField(fromField(count))).toEqual(count);
});

it("keys are as the server wants them and differ", () => {
  const keys = Array.from({ length: 50 }, () => newField("text").key);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
});

it("moves within the list and no further", () => {
  expect(move(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  expect(move(["a", "b", "c"], 2, -1)).toEqual(["c", "a", "b"]);
  expect(move(["a", "b", "c"], 1, 9)).toEqual(["a", "c", "b"]);
});

it("a condition that lost its field or its answer is told", () => {
  const box = { ...newField("checkbox"), key: "box", label: "Box" };
  const pick = { ...newField("select"), key: "pick", label: "Pick", options: "One\nTwo" };
  const then = (field: string, is: string) => ({ ...newField("text"), key: "then", label: "Then", show_if: { field, is } });
  expect(checkFields([box, pick, then("box", "yes")], t)).toEqual({});
  expect(checkFields([box, pick, then("pick", "Two")], t)).toEqual({});
  expect(checkFields([box, pick, then("pick", "Three")], t)).toEqual({ "fields[2].show_if": "catalog.builder.answerGone" });
  expect(checkFields([then("box", "yes"), box], t)).toEqual({ "fields[0].show_if": "catalog.builder.conditionGone" });
  expect(sources([box, then("box", "yes"), pick], 2).map((field) => field.key)).toEqual(["box"]);
});

it("labels, options and bounds are checked where they are typed", () => {
  const wrong = checkFields(
    [
      newField("text"),
      { ...newField("select"), label: "A", options: " \n" },
      { ...newField("select"), label: "A", options: "One\nOne" },
      { ...newField("number"), label: "A", limits: { ...newField("number").limits, min: "few" } },
      { ...newField("date"), label: "A", limits: { ...newField("date").limits, latest: "2026-02-30" } },
    ],
    t,
  );
  expect(Object.keys(wrong)).toEqual(["fields[0].label", "fields[1].options", "fields[2].options", "fields[3].limits.min", "fields[4].limits.latest"]);
});
