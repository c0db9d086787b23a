import { describe, expect, it } from "vitest";
import type { FormField } from "@/api/types";
import { cleanLine, cleanText } from "@/util/clean";
import { judge, type FieldState, type Wrong } from "./judge";
import text from "./vectors.json?raw";

interface Vectors {
  pool: unknown[];
  cleaned: [string, string, string][];
  forms: { fields: FormField[]; cases: [number[], string][] }[];
}

const vectors = JSON.parse(text) as Vectors;

const codes: Record<Wrong, string> = {
  required: "r", type: "t", short: "s", long: "l", tooMuch: "m", fraction: "f", small: "n", large: "x",
  option: "o", day: "d", early: "e", late: "a", email: "@", few: "k", many: "c",
};

const said = ({ visible, required, wrong }: FieldState) => (visible ? (required ? "q" : "v") : "h") + (wrong ? codes[wrong] : ".");

describe("the rule of answers", () => {
  it("agrees with the server's in 10,000 cases", () => {
    let cases = 0;
    const wrong: unknown[] = [];
    for (const form of vectors.forms) {
      for (const [chosen, expected] of form.cases) {
        cases += 1;
        const given = Object.fromEntries(form.fields.map((field, place) => [field.key, vectors.pool[chosen[place] ?? -1]]));
        const found = judge(form.fields, given).map(said).join("");
        if (found !== expected) wrong.push({ fields: form.fields, given, found, expected });
      }
    }
    expect(cases).toBe(10_000);
    expect(wrong).toEqual([]);
  });

  it("cleans texts as the server does", () => {
    for (const [raw, line, several] of vectors.cleaned) expect([cleanLine(raw), cleanText(raw)]).toEqual([line, several]);
  });

  it("keeps nothing of a field that is not shown", () => {
    const fields: FormField[] = [
      { key: "box", type: "checkbox", label: "Box" },
      { key: "size", type: "text", label: "Size", required: true, show_if: { field: "box", is: "yes" } },
    ];
    expect(judge(fields, { box: false, size: "large" })[1]).toEqual({ visible: false, required: false, wrong: null, kept: null });
    expect(judge(fields, { box: true, size: " large " })[1]).toEqual({ visible: true, required: true, wrong: null, kept: "large" });
  });
});
