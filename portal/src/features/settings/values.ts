import type { Settings, SettingsUpdate } from "@/api/settings";
import type { Translate } from "@/i18n";
import { wrongNumber } from "@/ui/WholeNumberInput";

/** What the form edits, flat, by the names that the server's messages use. */
export interface SettingsValues {
  session_hours: number | string;
  "sign_in.password": boolean;
  "sign_in.hub": boolean;
  "mail.name": string;
  "mail.reply_to": string;
  /** Empty keeps the log for ever. */
  "retention.audit_days": number | string;
  /** Empty is UTC. */
  time_zone: string;
}

export const valuesOf = ({ session_hours, sign_in, mail, retention, time_zone }: Settings): SettingsValues => ({
  session_hours,
  "sign_in.password": sign_in.password,
  "sign_in.hub": sign_in.hub,
  "mail.name": mail.name ?? "",
  "mail.reply_to": mail.reply_to ?? "",
  "retention.audit_days": retention.audit_days ?? "",
  time_zone: time_zone ?? "",
});

export const toUpdate = (values: SettingsValues): SettingsUpdate => ({
  session_hours: Number(values.session_hours),
  sign_in: { password: values["sign_in.password"], hub: values["sign_in.hub"] },
  mail: { name: values["mail.name"].trim() || null, reply_to: values["mail.reply_to"].trim() || null },
  retention: { audit_days: values["retention.audit_days"] === "" ? null : Number(values["retention.audit_days"]) },
  time_zone: values.time_zone || null,
});

/** What the numbers may be, as the server's description of `SettingsUpdate` has it. */
export const ranges = { session_hours: { min: 1, max: 24 }, "retention.audit_days": { min: 90, max: 3_650 } } as const;

/** What is wrong before anything is sent, by field. An empty number of days keeps the log for ever. */
export function check(values: SettingsValues, t: Translate, language: string): Record<string, string> {
  const wrong = (name: keyof typeof ranges) => wrongNumber(values[name], ranges[name], t, language);
  const hours = wrong("session_hours");
  const days = values["retention.audit_days"] === "" ? null : wrong("retention.audit_days");
  return { ...(hours && { session_hours: hours }), ...(days && { "retention.audit_days": days }) };
}

export const labelsOf = (t: Translate): Record<keyof SettingsValues, string> => ({
  session_hours: t("settings.sessionHours"),
  "sign_in.password": t("settings.password"),
  "sign_in.hub": t("settings.hub"),
  "mail.name": t("settings.senderName"),
  "mail.reply_to": t("settings.replyTo"),
  "retention.audit_days": t("settings.auditDays"),
  time_zone: t("settings.timeZone"),
});
