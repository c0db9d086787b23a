import type { CatalogItemEdit, ItemIcon, ManagedCatalogItem } from "@/api/types";
import type { Translate } from "@/i18n";
import { wrongNumber } from "@/ui/WholeNumberInput";
import { everybody, fromTargets, toTargets, type PickedTargets } from "@/ui/TargetPicker";
import { checkFields, fieldsInWords, fromField, toField, type BuilderField } from "./builder/fields";

/** The editor's fields; numbers are text while they are typed. */
export interface ItemValues {
  name: string;
  summary: string;
  description: string;
  category: string;
  icon: ItemIcon;
  price: string;
  response_hours: string;
  resolution_hours: string;
  published: boolean;
  position: string;
  shown_to: PickedTargets;
  needs_approval: boolean;
  fields: BuilderField[];
}

export const empty: ItemValues = {
  name: "",
  summary: "",
  description: "",
  category: "",
  icon: "package",
  price: "",
  response_hours: "",
  resolution_hours: "",
  published: false,
  position: "0",
  shown_to: everybody,
  needs_approval: false,
  fields: [],
};

export function valuesOf(saved: ManagedCatalogItem): ItemValues {
  const { name, summary, description, category, icon, price, response_hours, resolution_hours, published, position, shown_to, companies, needs_approval, fields } = saved;
  return {
    name,
    summary,
    description,
    category,
    icon,
    price: price ?? "",
    response_hours: String(response_hours ?? ""),
    resolution_hours: String(resolution_hours ?? ""),
    published,
    position: String(position),
    shown_to: fromTargets(shown_to, companies),
    needs_approval,
    fields: fields.map(fromField),
  };
}

export function toEdit(values: ItemValues): CatalogItemEdit {
  const hours = (text: string) => (text.trim() === "" ? null : Number(text));
  const { name, summary, description, category, icon, price, published, needs_approval } = values;
  return {
    name,
    summary,
    description,
    category,
    icon,
    price: price.trim() || null,
    response_hours: hours(values.response_hours),
    resolution_hours: hours(values.resolution_hours),
    published,
    position: Number(values.position),
    shown_to: toTargets(values.shown_to),
    needs_approval,
    fields: values.fields.map(toField),
  };
}

const names = [
  "name", "summary", "description", "category", "icon", "price", "response_hours", "resolution_hours", "published", "position", "needs_approval", "fields",
] as const;

export const labelsOf = (t: Translate) =>
  ({ ...Object.fromEntries(names.map((name) => [name, t(`catalog.field.${name}`)])), shown_to: t("audience.label") }) as Record<keyof ItemValues, string>;

/** The fields in words, for showing two versions side by side. */
export function inWords(values: ItemValues, t: Translate): Record<keyof ItemValues, string> {
  const yesNo = (yes: boolean) => t(yes ? "catalog.yes" : "catalog.no");
  return {
    ...values,
    icon: t(`catalog.icon.${values.icon}`),
    published: yesNo(values.published),
    needs_approval: yesNo(values.needs_approval),
    shown_to: values.shown_to.all ? t("audience.all") : values.shown_to.companies.map((company) => company.name).sort().join(", "),
    fields: fieldsInWords(values.fields, t),
  };
}

const hourRange = { min: 1, max: 8_760 };
const positionRange = { min: 0, max: 9_999 };

/** What is wrong before anything is sent, by field. */
export function check(values: ItemValues, t: Translate, language: string): Record<string, string> {
  const wrong = checkFields(values.fields, t);
  if (!values.name.trim()) wrong.name = t("catalog.nameMissing");
  if (!values.category.trim()) wrong.category = t("catalog.categoryMissing");
  for (const field of ["response_hours", "resolution_hours"] as const) {
    const hours = values[field].trim() ? wrongNumber(values[field], hourRange, t, language) : null;
    if (hours) wrong[field] = hours;
  }
  const position = wrongNumber(values.position, positionRange, t, language);
  if (position) wrong.position = position;
  if (!values.shown_to.all && values.shown_to.companies.length === 0) wrong.shown_to = t("catalog.companiesMissing");
  return wrong;
}
