import type { Company, CompanyEdit } from "@/api/types";
import type { Translate } from "@/i18n";

export interface CompanyValues {
  name: string;
  contact_email: string;
  /** Domains as they are typed: separated by commas or spaces. */
  email_domains: string;
  psa_company_id: string;
  psa_auto_provisioning: boolean;
  notes: string;
}

export const valuesOf = (company?: Company): CompanyValues => ({
  name: company?.name ?? "",
  contact_email: company?.contact_email ?? "",
  email_domains: company?.email_domains.join(", ") ?? "",
  psa_company_id: company?.psa_company_id ?? "",
  psa_auto_provisioning: company?.psa_auto_provisioning ?? false,
  notes: company?.notes ?? "",
});

export const splitDomains = (text: string): string[] =>
  [...new Set(text.toLowerCase().split(/[\s,;]+/u).map((domain) => domain.replace(/^@/, "")).filter(Boolean))];

export function toEdit(values: CompanyValues): CompanyEdit {
  return {
    name: values.name.trim(),
    contact_email: values.contact_email.trim() || null,
    email_domains: splitDomains(values.email_domains),
    psa_company_id: values.psa_company_id.trim() || null,
    // Without the id nobody knows whose contacts are meant.
    psa_auto_provisioning: values.psa_auto_provisioning && !!values.psa_company_id.trim(),
    notes: values.notes,
  };
}

export const companyRules = (t: Translate) => ({
  name: (text: string) => (text.trim() ? null : t("clients.nameMissing")),
});

export const companyLabels = (t: Translate) => ({
  name: t("clients.name"),
  contact_email: t("clients.contact"),
  email_domains: t("clients.domains"),
  psa_company_id: t("clients.psa"),
  psa_auto_provisioning: t("clients.psaAuto"),
  notes: t("clients.notes"),
});
