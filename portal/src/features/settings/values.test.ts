import { beforeAll, expect, it } from "vitest";
import { i18next, startLanguage } from "@/i18n";
import { check, type SettingsValues } from "./values";

beforeAll(() => startLanguage("base", "behind"));

const values: SettingsValues = {
  session_hours: 8,
  "sign_in.password": true,
  "sign_in.hub": false,
  "mail.name": "",
  "mail.reply_to": "",
  "retention.audit_days": "",
  time_zone: "",
};
const checked = (part: Partial<SettingsValues>) => check({ ...values, ...part }, i18next.t, "en");

it("takes numbers within their range, and no days for ever", () => {
  expect(checked({})).toEqual({});
  expect(checked({ "retention.audit_days": 3_650 })).toEqual({});
});

it("names the range at the field that is outside of it", () => {
  expect(checked({ session_hours: 200, "retention.audit_days": 10 })).toEqual({
    session_hours: "Enter a whole number from 1 to 24.",
    "retention.audit_days": "Enter a whole number from 90 to 3,650.",
  });
  expect(checked({ session_hours: "" })).toHaveProperty("session_hours");
});
