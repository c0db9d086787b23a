import type { Profile, ProfileUpdate } from "@/api/profile";
import type { Language, Translate } from "@/i18n";

/** What the form edits; empty text stands for "none" and for "as the browser says". */
export interface ProfileValues {
  name: string;
  phone: string;
  language: Language | "";
  time_zone: string;
  ticket_updates: boolean;
  announcements: boolean;
  documents: boolean;
  new_tickets: boolean;
}

export const valuesOf = ({ name, phone, language, time_zone, notifications, role }: Profile): ProfileValues => ({
  name,
  phone: phone ?? "",
  language: language ?? "",
  time_zone: time_zone ?? "",
  ticket_updates: notifications.ticket_updates ?? true,
  announcements: notifications.announcements ?? false,
  documents: notifications.documents ?? true,
  new_tickets: notifications.new_tickets ?? role === "admin",
});

export function toUpdate(values: ProfileValues, staff: boolean): ProfileUpdate {
  const { ticket_updates, announcements, documents, new_tickets } = values;
  return {
    name: values.name.trim(),
    phone: values.phone.trim() || null,
    language: values.language || null,
    time_zone: values.time_zone || null,
    notifications: { ticket_updates, announcements, documents, ...(staff && { new_tickets }) },
  };
}

export const rules = (t: Translate) => ({
  name: (text: string) => (text.trim() ? null : t("profile.nameMissing")),
});

export const labelsOf = (t: Translate): Record<keyof ProfileValues, string> => ({
  name: t("profile.name"),
  phone: t("profile.phone"),
  language: t("profile.language"),
  time_zone: t("profile.timeZone"),
  ticket_updates: t("profile.mails.ticket_updates"),
  announcements: t("profile.mails.announcements"),
  documents: t("profile.mails.documents"),
  new_tickets: t("profile.mails.new_tickets"),
});
