import { beforeAll, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { i18next, startLanguage } from "@/i18n";
import { problemToSentence } from "./problemToSentence";

beforeAll(() => startLanguage("base", "behind"));

const say = (init: Partial<ConstructorParameters<typeof Problem>[0]>) => problemToSentence(new Problem({ status: 400, code: "X", ...init }), i18next.t);

it.each([
  [{ code: "UNAUTHORIZED", detail: "Invalid credentials" }, "That email and password don't match. Check both and try again."],
  [{ code: "RATE_LIMIT_EXCEEDED", retryAfter: 30 }, "Too many attempts. Try again in 30 seconds."],
  [{ code: "RATE_LIMIT_EXCEEDED", retryAfter: 61 }, "Too many attempts. Try again in 2 minutes."],
  [{ code: "RATE_LIMIT_EXCEEDED" }, "Too many attempts. Wait a moment and try again."],
  [{ code: "CONFLICT", detail: "This ticket is closed." }, "This ticket is closed."],
  [{ code: "VALIDATION_ERROR", errors: { "Idempotency-Key": "x" } }, "An earlier attempt with different content was already saved. Check whether it's there; sending again creates a new one."],
  [{ code: "SESSION_CHANGED", status: 409, detail: "x" }, "Somebody else is signed in now. Reload the page."],
  [{ code: "VALIDATION_ERROR", errors: { file: "This file is empty." } }, "This file is empty."],
  [{ code: "VALIDATION_ERROR", errors: { a: "Use fewer.", b: "Use fewer." } }, "Use fewer."],
  [{ code: "INTERNAL", detail: "stack trace" }, "Something broke on our side. Try again in a moment."],
  [{ code: "VALIDATION_ERROR", status: 415, detail: "Only pictures." }, "Only pictures."],
])("says for %j: %s", (init, sentence) => {
  expect(say(init)).toBe(sentence);
});

it("has a sentence for what is no problem at all", () => {
  expect(problemToSentence(new TypeError("x is undefined"), i18next.t)).toMatch(/^Something went wrong/);
});
