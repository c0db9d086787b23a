import type { FormField } from "@/api/types";
import type { Translate } from "@/i18n";
import { mostCharacters, mostFiles, mostText, type FieldState } from "./judge";

/** What is wrong with an answer, for the person who typed it. */
export function wrongInWords(field: FormField, { wrong }: FieldState, t: Translate): string | null {
  const { limits = {} } = field;
  switch (wrong) {
    case null:
      return null;
    case "required":
      return t(field.type === "checkbox" ? "catalog.wrong.tick" : "catalog.wrong.required");
    case "type":
      return t(field.type === "number" ? "catalog.wrong.number" : "catalog.wrong.type");
    case "short":
      return t("catalog.wrong.short", { count: limits.min_length ?? 1 });
    case "long":
      return t("catalog.wrong.long", { count: mostCharacters(field) });
    case "tooMuch":
      return t("catalog.wrong.tooMuch", { count: mostText });
    case "small":
      return t("catalog.wrong.small", { bound: limits.min });
    case "large":
      return t("catalog.wrong.large", { bound: limits.max });
    case "early":
      return t("catalog.wrong.early", { bound: limits.earliest });
    case "late":
      return t("catalog.wrong.late", { bound: limits.latest });
    case "few":
      return t("catalog.wrong.few", { count: limits.at_least ?? 1 });
    case "many":
      return t("catalog.wrong.many", { count: field.type === "file" ? mostFiles(field) : (limits.at_most ?? 1) });
    default:
      return t(`catalog.wrong.${wrong}`);
  }
}
