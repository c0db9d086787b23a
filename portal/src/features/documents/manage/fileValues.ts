import type { FileCategory, SharedFile, SharedFileEdit } from "@/api/types";
import type { Translate } from "@/i18n";
import { everybody, fromTargets, toTargets, type PickedTargets } from "@/ui/TargetPicker";
import { fromWall, toWall } from "@/util/wall";

/** What is said of a file. The day is the last one on which clients see it, on the person's own calendar. */
export interface FileValues {
  title: string;
  description: string;
  category: FileCategory;
  expires_at: string;
  shown_to: PickedTargets;
}

export const emptyFile: FileValues = { title: "", description: "", category: "general", expires_at: "", shown_to: everybody };

const endOfDay = "T23:59";

export function fileValues(file: SharedFile, zone: string): FileValues {
  return {
    title: file.title,
    description: file.description ?? "",
    category: file.category,
    expires_at: file.expires_at ? toWall(new Date(file.expires_at), zone).slice(0, 10) : "",
    shown_to: fromTargets(file.shown_to, file.companies),
  };
}

export function toFileEdit(values: FileValues, zone: string): SharedFileEdit {
  const end = values.expires_at ? fromWall(`${values.expires_at}${endOfDay}`, zone) : null;
  return {
    title: values.title.trim(),
    description: values.description.trim() || null,
    category: values.category,
    expires_at: end?.at.toISOString() ?? null,
    shown_to: toTargets(values.shown_to),
  };
}

export const fileLabels = (t: Translate) => ({
  upload: t("documents.file"),
  title: t("documents.title"),
  description: t("documents.description"),
  category: t("documents.categoryName"),
  expires_at: t("documents.expiresAt"),
  shown_to: t("audience.label"),
});

export function fileInWords(values: FileValues, t: Translate): Record<keyof FileValues, string> {
  return {
    title: values.title,
    description: values.description,
    category: t(`documents.category.${values.category}`),
    expires_at: values.expires_at,
    shown_to: values.shown_to.all ? t("audience.all") : values.shown_to.companies.map((company) => company.name).sort().join(", "),
  };
}

/** A file's name without its ending, as a title. */
export const titleOf = (name: string) => name.replace(/\.[^.]{1,10}$/, "").replace(/[_-]+/g, " ").trim().slice(0, 200) || name;
