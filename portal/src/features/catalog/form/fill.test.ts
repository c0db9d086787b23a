import { expect, it } from "vitest";
import type { FormField } from "@/api/types";
import { given, isUnfilled } from "./fill";

const field = (key: string, type: FormField["type"]): FormField => ({ key, type, label: key });
const fields = [field("count", "number"), field("text", "text"), field("file", "file")];

it("reads numbers as people write them and leaves what is none", () => {
  const read = (count: string) => given(fields, { values: { count }, files: {} }).count;
  expect(["3", " 2,5 ", "-0.25", "+7", "", "  ", "three", "1e5", "0x10"].map(read)).toEqual([3, 2.5, -0.25, 7, null, null, "three", "1e5", "0x10"]);
});

it("sends files by their ids and nothing for what was not touched", () => {
  const file = { id: "fil_1", name: "a.png", size: 1, content_type: "image/png", inline: true };
  expect(given(fields, { values: { text: "Hi", old: "gone" }, files: { file: [file] } })).toEqual({ count: null, text: "Hi", file: ["fil_1"] });
});

it("knows an untouched form", () => {
  expect(isUnfilled({ values: { a: "", b: false, c: [] }, files: { d: [] } })).toBe(true);
  expect(isUnfilled({ values: { a: "x" }, files: {} })).toBe(false);
});
