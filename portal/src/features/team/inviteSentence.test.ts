import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { i18next, startLanguage } from "@/i18n";
import { inviteSentence } from "./inviteSentence";

const tooMany = (retryAfter: number) => new Problem({ status: 429, code: "RATE_LIMIT_EXCEEDED", retryAfter });

beforeAll(() => startLanguage("base", "behind"));

describe("why somebody was not invited", () => {
  it("names the company's limit of a day and the hours until the next invitation", () => {
    expect(inviteSentence(tooMany(86_401), i18next.t)).toMatch(/30 invitations.*in 25 hours/);
    expect(inviteSentence(tooMany(3_600), i18next.t)).toMatch(/in an hour/);
  });

  it("leaves other refusals to the general sentences", () => {
    expect(inviteSentence(tooMany(2), i18next.t)).toMatch(/Too many attempts/);
    expect(inviteSentence(new Problem({ status: 409, code: "CONFLICT", detail: "100 people" }), i18next.t)).toBe("100 people");
  });
});
