import fc from "fast-check";
import { expect, it } from "vitest";
import { parseProblem, Problem } from "./problem";

const none = () => null;

it("reads nothing but a status from an answer that is no problem", () => {
  for (const body of [null, "<html>", 7, [], { code: 5, errors: "no" }]) {
    const problem = parseProblem(502, body, none);
    expect([problem.code, problem.errors, problem.detail]).toEqual(["UNAVAILABLE", {}, undefined]);
  }
});

it("never throws, whatever a proxy answers", () => {
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 599 }), fc.anything(), fc.option(fc.string()), (status, body, header) => {
      expect(parseProblem(status, body, () => header)).toBeInstanceOf(Problem);
    }),
  );
});
