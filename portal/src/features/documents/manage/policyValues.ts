import type { ManagedPolicy, PolicyEdit } from "@/api/types";
import type { Translate } from "@/i18n";
import { everybody, fromTargets, toTargets, type PickedTargets } from "@/ui/TargetPicker";
import { randomKey } from "@/util/id";

export const signerKinds = ["all_users", "admins", "people"] as const;

export interface SectionValues {
  key: string;
  heading: string;
  body: string;
}

export interface VariableValues {
  key: string;
  name: string;
  value: string;
  companies: { id: string; value: string }[];
}

/** The editor's fields. */
export interface PolicyValues {
  title: string;
  issuer: string;
  sections: SectionValues[];
  variables: VariableValues[];
  requires_scroll_to_end: boolean;
  requires_acknowledgement: boolean;
  requires_typed_name: boolean;
  shown_to: PickedTargets;
  signers: (typeof signerKinds)[number];
  people: { id: string; name: string }[];
  deadline: string;
}

export const emptySection = (): SectionValues => ({ key: randomKey(), heading: "", body: "" });
export const emptyVariable = (): VariableValues => ({ key: randomKey(), name: "", value: "", companies: [] });

export const emptyPolicy = (issuer: string): PolicyValues => ({
  title: "",
  issuer,
  sections: [emptySection()],
  variables: [],
  requires_scroll_to_end: true,
  requires_acknowledgement: true,
  requires_typed_name: true,
  shown_to: everybody,
  signers: "all_users",
  people: [],
  deadline: "",
});

export function policyValues(policy: ManagedPolicy): PolicyValues {
  const { title, issuer, requires_scroll_to_end, requires_acknowledgement, requires_typed_name, signers } = policy;
  return {
    title,
    issuer,
    sections: policy.sections.map(({ heading, body }) => ({ key: randomKey(), heading, body })),
    variables: policy.variables.map(({ name, value, companies }) => ({
      key: randomKey(),
      name,
      value: value ?? "",
      companies: Object.entries(companies ?? {}).map(([id, own]) => ({ id, value: own })),
    })),
    requires_scroll_to_end: requires_scroll_to_end ?? false,
    requires_acknowledgement: requires_acknowledgement ?? false,
    requires_typed_name: requires_typed_name ?? false,
    shown_to: fromTargets(policy.shown_to, policy.companies),
    signers,
    people: policy.people.map(({ id, name }) => ({ id, name })),
    deadline: policy.deadline ?? "",
  };
}

export function toPolicyEdit(values: PolicyValues): PolicyEdit {
  const { requires_scroll_to_end, requires_acknowledgement, requires_typed_name, signers } = values;
  return {
    title: values.title.trim(),
    issuer: values.issuer.trim(),
    sections: values.sections.map(({ heading, body }) => ({ heading, body })),
    variables: values.variables.map(({ name, value, companies }) => ({
      name: name.trim(),
      value: value.trim() || null,
      companies: Object.fromEntries(companies.filter((own) => own.value.trim()).map((own) => [own.id, own.value.trim()])),
    })),
    requires_scroll_to_end,
    requires_acknowledgement,
    requires_typed_name,
    shown_to: toTargets(values.shown_to),
    signers,
    people: signers === "people" ? values.people.map((person) => person.id) : [],
    deadline: values.deadline || null,
  };
}

export const policyLabels = (t: Translate) => ({
  title: t("documents.title"),
  issuer: t("documents.issuer"),
  sections: t("documents.sections"),
  variables: t("documents.variables"),
  requires_scroll_to_end: t("documents.flag.scroll"),
  requires_acknowledgement: t("documents.flag.acknowledge"),
  requires_typed_name: t("documents.flag.name"),
  shown_to: t("documents.asked"),
  signers: t("documents.signers"),
  people: t("documents.people"),
  deadline: t("documents.deadline"),
});

/** The names of all fields for the form's summary, with those of each section and variable. */
export const policySummaryLabels = (values: PolicyValues, t: Translate): Record<string, string> => ({
  ...policyLabels(t),
  ...Object.fromEntries(
    values.sections.flatMap((_, place) => [
      [`sections[${String(place)}].heading`, t("documents.heading", { number: place + 1 })],
      [`sections[${String(place)}].body`, t("documents.body", { number: place + 1 })],
    ]),
  ),
  ...Object.fromEntries(
    values.variables.flatMap((_, place) => ["name", "value"].map((part) => [`variables[${String(place)}].${part}`, t("documents.variableNumber", { number: place + 1 })])),
  ),
});

/** The fields in words, for showing two versions side by side. */
export function policyInWords(values: PolicyValues, t: Translate): Record<keyof PolicyValues, string> {
  const yes = (flag: boolean) => t(flag ? "documents.yes" : "documents.no");
  return {
    title: values.title,
    issuer: values.issuer,
    sections: values.sections.map(({ heading, body }) => `${heading}\n${body}`).join("\n\n"),
    variables: values.variables.map(({ name, value, companies }) => `${name} = ${[value, ...companies.map((own) => own.value)].filter(Boolean).join(" | ")}`).join("\n"),
    requires_scroll_to_end: yes(values.requires_scroll_to_end),
    requires_acknowledgement: yes(values.requires_acknowledgement),
    requires_typed_name: yes(values.requires_typed_name),
    shown_to: values.shown_to.all ? t("audience.all") : values.shown_to.companies.map((company) => company.name).sort().join(", "),
    signers: t(`documents.signerKind.${values.signers}`),
    people: values.signers === "people" ? values.people.map((person) => person.name).sort().join(", ") : "",
    deadline: values.deadline,
  };
}

export const policyRules = (t: Translate) => ({
  title: (text: string) => (text.trim() ? null : t("documents.titleMissing")),
  issuer: (text: string) => (text.trim() ? null : t("documents.issuerMissing")),
  sections: { body: (text: string) => (text.trim() ? null : t("documents.bodyMissing")) },
  variables: { name: (text: string) => (/^[a-z][a-z0-9_]{0,39}$/.test(text.trim()) ? null : t("documents.variableName")) },
  shown_to: ({ all, companies }: PickedTargets) => (all || companies.length > 0 ? null : t("documents.companiesMissing")),
  people: (people: unknown[], values: PolicyValues) => (values.signers !== "people" || people.length > 0 ? null : t("documents.peopleMissing")),
});

/** As the server names a field of a list, `sections[0].body`, the form calls it `sections.0.body`. */
export const formPath = (field: string) => field.replace(/\[(\d+)\]/g, ".$1");
