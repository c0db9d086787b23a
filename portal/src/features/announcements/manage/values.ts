import type { AnnouncementEdit, ManagedAnnouncement, Severity } from "@/api/types";
import type { Translate } from "@/i18n";
import { everybody, fromTargets, toTargets, type PickedTargets } from "@/ui/TargetPicker";
import { exactInZone, fromWall, toWall } from "@/util/wall";

/** The editor's fields. Times are as the person's clock shows them. */
export interface AnnouncementValues {
  title: string;
  body: string;
  severity: Severity;
  pinned: boolean;
  status: "draft" | "scheduled" | "published";
  publish_at: string;
  expires_at: string;
  shown_to: PickedTargets;
}

export const empty: AnnouncementValues = {
  title: "",
  body: "",
  severity: "info",
  pinned: false,
  status: "published",
  publish_at: "",
  expires_at: "",
  shown_to: everybody,
};

export function valuesOf(saved: ManagedAnnouncement, zone: string): AnnouncementValues {
  const wall = (at: string | null | undefined) => (at ? toWall(new Date(at), zone) : "");
  const { title, body, severity, pinned, status, publish_at, expires_at, shown_to, companies } = saved;
  return {
    title,
    body,
    severity,
    pinned,
    status,
    publish_at: status === "scheduled" ? wall(publish_at) : "",
    expires_at: wall(expires_at),
    shown_to: fromTargets(shown_to, companies),
  };
}

export function toEdit(values: AnnouncementValues, zone: string): AnnouncementEdit {
  const moment = (wall: string) => fromWall(wall, zone)?.at.toISOString() ?? null;
  const { title, body, severity, pinned, status } = values;
  return {
    title,
    body,
    severity,
    pinned,
    status,
    publish_at: status === "scheduled" ? moment(values.publish_at) : null,
    expires_at: moment(values.expires_at),
    shown_to: toTargets(values.shown_to),
  };
}

export const labelsOf = (t: Translate) => ({
  title: t("announcements.field.title"),
  body: t("announcements.field.body"),
  severity: t("announcements.field.severity"),
  pinned: t("announcements.field.pinned"),
  status: t("announcements.field.status"),
  publish_at: t("announcements.field.publishAt"),
  expires_at: t("announcements.field.expiresAt"),
  shown_to: t("audience.label"),
});

/** The fields in words, for showing two versions side by side. */
export function inWords(values: AnnouncementValues, t: Translate, zone: string, language: string): Record<keyof AnnouncementValues, string> {
  const time = (wall: string) => {
    const moment = fromWall(wall, zone);
    return moment ? exactInZone(moment.at, zone, language) : "";
  };
  return {
    title: values.title,
    body: values.body,
    severity: t(`announcements.severity.${values.severity}`),
    pinned: t(values.pinned ? "announcements.yes" : "announcements.no"),
    status: t(`announcements.state.${values.status}`),
    publish_at: time(values.publish_at),
    expires_at: time(values.expires_at),
    shown_to: values.shown_to.all ? t("audience.all") : values.shown_to.companies.map((company) => company.name).sort().join(", "),
  };
}

export const rules = (t: Translate, zone: string) => ({
  title: (text: string) => (text.trim() ? null : t("announcements.titleMissing")),
  body: (text: string, values: AnnouncementValues) => (text.trim() || values.status === "draft" ? null : t("announcements.bodyMissing")),
  publish_at: (wall: string, values: AnnouncementValues) => (values.status !== "scheduled" || fromWall(wall, zone) ? null : t("announcements.timeMissing")),
  expires_at: (wall: string) => (wall === "" || fromWall(wall, zone) ? null : t("announcements.timeMissing")),
  shown_to: ({ all, companies }: PickedTargets) => (all || companies.length > 0 ? null : t("announcements.companiesMissing")),
});
