import type { Attachment, FormField } from "@/api/types";

/** What stands in a field while somebody types: numbers are text until they are sent. */
export type Raw = string | boolean | string[];

export interface Filled {
  values: Record<string, Raw>;
  files: Record<string, Attachment[]>;
}

export const unfilled: Filled = { values: {}, files: {} };

/** A number as people write it; what is none stays text, and the rule says so. */
function numberOf(text: string): unknown {
  const written = text.trim();
  if (written === "") return null;
  return /^[+-]?\d{1,16}(?:[.,]\d{1,9})?$/.test(written) ? Number(written.replace(",", ".")) : text;
}

/** What was typed as the rule and the server read it. */
export function given(fields: readonly FormField[], { values, files }: Filled): Record<string, unknown> {
  const value = (field: FormField): unknown => {
    const raw = values[field.key];
    if (field.type === "file") return files[field.key]?.map((file) => file.id) ?? null;
    if (field.type === "number" && typeof raw === "string") return numberOf(raw);
    return raw ?? null;
  };
  return Object.fromEntries(fields.map((field) => [field.key, value(field)]));
}

export const isUnfilled = ({ values, files }: Filled): boolean =>
  Object.values(values).every((raw) => raw === "" || raw === false || (Array.isArray(raw) && raw.length === 0)) && Object.values(files).every((many) => many.length === 0);
