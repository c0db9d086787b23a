import { TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { companyLabels, type CompanyValues } from "./companyFields";

export function CompanyInputs({ form, disabled }: { form: UseFormReturnType<CompanyValues>; disabled?: boolean }) {
  const { t } = useTranslation();
  const labels = companyLabels(t);
  return (
    <>
      <TextInput name="name" label={labels.name} maxLength={200} dir="auto" disabled={disabled} {...form.getInputProps("name")} />
      <TextInput name="contact_email" type="email" label={labels.contact_email} description={t("optional")} disabled={disabled} {...form.getInputProps("contact_email")} />
      <TextInput name="email_domains" label={labels.email_domains} description={t("clients.domainsHint")} disabled={disabled} {...form.getInputProps("email_domains")} />
    </>
  );
}
