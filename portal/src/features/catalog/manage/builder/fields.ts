import { fieldTypes, type FieldType, type FormField, type ShowIf } from "@/api/types";
import type { Translate } from "@/i18n";
import { isDay } from "../../form/day";

/** A field while it is edited: numbers are text, options one a line. */
export interface BuilderField {
  key: string;
  type: FieldType;
  label: string;
  help: string;
  required: boolean;
  options: string;
  limits: Record<Bound, string>;
  whole: boolean;
  show_if: ShowIf | null;
}

export const bounds = ["min_length", "max_length", "min", "max", "earliest", "latest", "at_least", "at_most"] as const;
export type Bound = (typeof bounds)[number];

/** The bounds that belong to a type, in pairs. */
export const boundsOf: Record<FieldType, [Bound, Bound] | null> = {
  text: ["min_length", "max_length"],
  textarea: ["min_length", "max_length"],
  number: ["min", "max"],
  date: ["earliest", "latest"],
  multi_select: ["at_least", "at_most"],
  file: ["at_least", "at_most"],
  select: null,
  checkbox: null,
  email: null,
};

export const offers = (type: FieldType): boolean => type === "select" || type === "multi_select";

const noBounds = (): Record<Bound, string> => Object.fromEntries(bounds.map((bound) => [bound, ""])) as Record<Bound, string>;

/** The key is made once and stays: answers go by it, whatever the field is called later. */
export function newField(type: FieldType): BuilderField {
  const key = `f_${Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return { key, type, label: "", help: "", required: false, options: "", limits: noBounds(), whole: false, show_if: null };
}

export function fromField(field: FormField): BuilderField {
  const limits = noBounds();
  for (const bound of bounds) limits[bound] = String(field.limits?.[bound] ?? "");
  return {
    key: field.key,
    type: field.type,
    label: field.label,
    help: field.help ?? "",
    required: field.required ?? false,
    options: (field.options ?? []).join("\n"),
    limits,
    whole: field.limits?.whole ?? false,
    show_if: field.show_if ?? null,
  };
}

export const optionsOf = (field: BuilderField): string[] =>
  field.options
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export function toField(field: BuilderField): FormField {
  const own = boundsOf[field.type] ?? [];
  const limits: FormField["limits"] = {};
  for (const bound of own) {
    const text = field.limits[bound].trim();
    if (text === "") continue;
    if (bound === "earliest" || bound === "latest") limits[bound] = text;
    else limits[bound] = Number(text.replace(",", "."));
  }
  if (field.type === "number" && field.whole) limits.whole = true;
  return {
    key: field.key,
    type: field.type,
    label: field.label,
    help: field.help,
    required: field.required,
    limits,
    ...(offers(field.type) && { options: optionsOf(field) }),
    ...(field.show_if && { show_if: field.show_if }),
  };
}

export function move<T>(list: readonly T[], from: number, to: number): T[] {
  const moved = [...list];
  const [one] = moved.splice(from, 1);
  if (one !== undefined) moved.splice(Math.max(0, Math.min(to, moved.length)), 0, one);
  return moved;
}

/** Fields above `place` on whose answers another can depend. */
export const sources = (fields: readonly BuilderField[], place: number): BuilderField[] =>
  fields.slice(0, place).filter((field) => offers(field.type) || field.type === "checkbox");

/** Answers of a field that a condition can name. */
export const answersOf = (field: BuilderField): string[] => (field.type === "checkbox" ? ["yes", "no"] : optionsOf(field));

const number = (text: string) => (text.trim() === "" || !Number.isNaN(Number(text.replace(",", "."))) ? null : true);

/** What is wrong with the form before it is sent, by the names that the server uses. */
export function checkFields(fields: readonly BuilderField[], t: Translate): Record<string, string> {
  const wrong: Record<string, string> = {};
  fields.forEach((field, place) => {
    const say = (part: string, text: string) => { wrong[`fields[${place}].${part}`] = text; };
    if (!field.label.trim()) say("label", t("catalog.builder.labelMissing"));
    if (offers(field.type)) {
      const options = optionsOf(field);
      if (options.length === 0) say("options", t("catalog.builder.optionsMissing"));
      else if (new Set(options).size < options.length) say("options", t("catalog.builder.optionsTwice"));
    }
    for (const bound of boundsOf[field.type] ?? []) {
      const text = field.limits[bound].trim();
      const bad = bound === "earliest" || bound === "latest" ? text !== "" && !isDay(text) : number(text);
      if (bad) say(`limits.${bound}`, t(bound === "earliest" || bound === "latest" ? "catalog.wrong.day" : "catalog.wrong.number"));
    }
    if (field.show_if) {
      const source = sources(fields, place).find((one) => one.key === field.show_if?.field);
      if (!source) say("show_if", t("catalog.builder.conditionGone"));
      else if (!answersOf(source).includes(field.show_if.is)) say("show_if", t("catalog.builder.answerGone"));
    }
  });
  return wrong;
}

/** The form in words, for showing two versions side by side. */
export function fieldsInWords(fields: readonly BuilderField[], t: Translate): string {
  return fields
    .map((field, place) => {
      const parts = [t(`catalog.type.${field.type}`), field.required ? t("catalog.builder.required") : "", offers(field.type) ? optionsOf(field).join(", ") : "", conditionInWords(fields, place, t)];
      return `${String(place + 1)}. ${field.label} (${parts.filter(Boolean).join("; ")})`;
    })
    .join("\n");
}

/** When a field is shown; empty where it always is. */
export function conditionInWords(fields: readonly BuilderField[], place: number, t: Translate): string {
  const condition = fields[place]?.show_if;
  if (!condition) return "";
  const source = fields.find((field) => field.key === condition.field);
  const is = source?.type === "checkbox" ? t(condition.is === "no" ? "catalog.no" : "catalog.yes") : condition.is;
  return t("catalog.builder.onlyIf", { field: source?.label ?? "?", is });
}

export { fieldTypes };
