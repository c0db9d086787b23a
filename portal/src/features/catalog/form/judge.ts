import type { FormField, ShowIf } from "@/api/types";
import { cleanLine, cleanText, isEmail, lengthOf } from "@/util/clean";
import { isDay } from "./day";

/**
 * What answers a form takes: the same rule as `functions/catalog/src/answers.rs`, which says it on the server. Both
 * are tested with the same vectors.
 */

export type Answer = boolean | number | string | string[];

export type Wrong =
  | "required" | "type" | "short" | "long" | "tooMuch" | "fraction" | "small" | "large"
  | "option" | "day" | "early" | "late" | "email" | "few" | "many";

export interface FieldState {
  visible: boolean;
  required: boolean;
  wrong: Wrong | null;
  kept: Answer | null;
}

/** Characters that all texts of a form have together at most. */
export const mostText = 16_000;
const largest = 1e15;

export const mostCharacters = (field: FormField): number => field.limits?.max_length ?? (field.type === "textarea" ? 5_000 : 500);
export const mostFiles = (field: FormField): number => field.limits?.at_most ?? 1;

/** Judges what was typed, field by field in the form's order. */
export function judge(fields: readonly FormField[], given: Readonly<Record<string, unknown>>): FieldState[] {
  const states: FieldState[] = [];
  let characters = 0;
  for (const field of fields) {
    if (field.show_if && !holds(field.show_if, fields, states)) {
      states.push({ visible: false, required: false, wrong: null, kept: null });
      continue;
    }
    const required = field.required ?? false;
    let { wrong, kept } = answer(field, given[field.key] ?? null);
    if (wrong === null && kept === null && required) wrong = "required";
    if (typeof kept === "string" && (field.type === "text" || field.type === "textarea" || field.type === "email")) {
      characters += lengthOf(kept);
      if (characters > mostText) [wrong, kept] = ["tooMuch", null];
    }
    states.push({ visible: true, required, wrong, kept });
  }
  return states;
}

function holds(condition: ShowIf, fields: readonly FormField[], states: readonly FieldState[]): boolean {
  const place = fields.findIndex((field) => field.key === condition.field);
  const [field, state] = [fields[place], states[place]];
  if (!field || !state?.visible) return false;
  if (field.type === "checkbox") return (condition.is === "yes") === (state.kept === true);
  if (field.type === "select") return state.kept === condition.is;
  return field.type === "multi_select" && Array.isArray(state.kept) && state.kept.includes(condition.is);
}

interface Taken {
  wrong: Wrong | null;
  kept: Answer | null;
}

const nothing: Taken = { wrong: null, kept: null };
const refuse = (wrong: Wrong): Taken => ({ wrong, kept: null });
const keep = (kept: Answer): Taken => ({ wrong: null, kept });

function answer(field: FormField, given: unknown): Taken {
  if (given === null) return nothing;
  const { limits = {} } = field;
  switch (field.type) {
    case "checkbox":
      if (typeof given !== "boolean") return refuse("type");
      return field.required && !given ? nothing : keep(given);
    case "number":
      if (typeof given !== "number") return refuse("type");
      if (limits.whole && !Number.isInteger(given)) return refuse("fraction");
      if (given < (limits.min ?? -largest)) return refuse("small");
      if (given > (limits.max ?? largest)) return refuse("large");
      return keep(given);
    case "multi_select":
      return chosen(field, given);
    case "file":
      return files(field, given);
    default:
      return typeof given === "string" ? typed(field, given) : refuse("type");
  }
}

function typed(field: FormField, text: string): Taken {
  const { limits = {} } = field;
  const cleaned = field.type === "textarea" ? cleanText(text) : cleanLine(text);
  if (cleaned === "") return nothing;
  switch (field.type) {
    case "select":
      return field.options?.includes(cleaned) ? keep(cleaned) : refuse("option");
    case "date":
      if (!isDay(cleaned)) return refuse("day");
      if (limits.earliest && cleaned < limits.earliest) return refuse("early");
      return limits.latest && cleaned > limits.latest ? refuse("late") : keep(cleaned);
    case "email":
      return isEmail(cleaned) ? keep(cleaned) : refuse("email");
    default:
      if (lengthOf(cleaned) < (limits.min_length ?? 0)) return refuse("short");
      return lengthOf(cleaned) > mostCharacters(field) ? refuse("long") : keep(cleaned);
  }
}

const words = (given: unknown): given is string[] => Array.isArray(given) && given.every((one) => typeof one === "string");

function chosen(field: FormField, given: unknown): Taken {
  const options = field.options ?? [];
  if (!words(given)) return refuse("type");
  if (given.some((one) => !options.includes(one))) return refuse("option");
  return counted(field, options.filter((option) => given.includes(option)), Infinity);
}

function files(field: FormField, given: unknown): Taken {
  if (!words(given) || given.some((one) => !/^fil_[0-9A-HJKMNP-TV-Z]{26}$/.test(one))) return refuse("type");
  return counted(field, [...new Set(given)], 1);
}

function counted({ limits = {} }: FormField, many: string[], most: number): Taken {
  if (many.length === 0) return nothing;
  if (many.length < (limits.at_least ?? 0)) return refuse("few");
  return many.length > (limits.at_most ?? most) ? refuse("many") : keep(many);
}
