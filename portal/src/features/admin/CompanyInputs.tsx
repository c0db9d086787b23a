import { Switch, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { limits } from "@/api/limits";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import { companyLabels, type CompanyValues } from "./companyFields";

export function CompanyInputs({ form, disabled }: { form: UseFormReturnType<CompanyValues>; disabled?: boolean }) {
  const { t } = useTranslation();
  const labels = companyLabels(t);
  const named = !!form.values.psa_company_id.trim();
  return (
    <>
      <LimitedTextInput name="name" label={labels.name} limit={limits.CompanyEdit.name} dir="auto" disabled={disabled} {...form.getInputProps("name")} />
      <TextInput name="contact_email" type="email" label={labels.contact_email} description={t("optional")} disabled={disabled} {...form.getInputProps("contact_email")} />
      <TextInput name="email_domains" label={labels.email_domains} description={t("clients.domainsHint")} disabled={disabled} {...form.getInputProps("email_domains")} />
      <LimitedTextInput name="psa_company_id" label={labels.psa_company_id} description={t("clients.psaHint")} limit={limits.CompanyEdit.psa_company_id} disabled={disabled} {...form.getInputProps("psa_company_id")} />
      <Switch
        name="psa_auto_provisioning"
        label={labels.psa_auto_provisioning}
        description={t(named ? "clients.psaAutoHint" : "clients.psaAutoNeedsId")}
        disabled={disabled || !named}
        {...form.getInputProps("psa_auto_provisioning")}
        checked={named && form.values.psa_auto_provisioning}
      />
      <LimitedTextarea name="notes" label={labels.notes} description={t("clients.notesHint")} autosize minRows={2} maxRows={10} limit={limits.CompanyEdit.notes} dir="auto" disabled={disabled} {...form.getInputProps("notes")} />
    </>
  );
}
