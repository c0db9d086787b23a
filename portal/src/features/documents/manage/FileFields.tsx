import { NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { TargetPicker } from "@/ui/TargetPicker";
import { limits } from "@/api/limits";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import { categories } from "../search";
import { fileLabels, type FileValues } from "./fileValues";

/** The fields of a shared file; several files at once have their titles from their names. */
export function FileFields({ form, disabled, withTitle }: { form: UseFormReturnType<FileValues>; disabled?: boolean; withTitle: boolean }) {
  const { t } = useTranslation();
  const labels = fileLabels(t);
  const targets = form.getInputProps("shown_to") as { error?: string | null };
  return (
    <>
      {withTitle && <LimitedTextInput name="title" label={labels.title} limit={limits.SharedFileEdit.title} dir="auto" disabled={disabled} {...form.getInputProps("title")} />}
      <LimitedTextarea name="description" label={labels.description} description={t("optional")} autosize minRows={2} maxRows={8} limit={limits.SharedFileEdit.description} dir="auto" disabled={disabled} {...form.getInputProps("description")} />
      <NativeSelect
        name="category"
        label={labels.category}
        disabled={disabled}
        data={categories.map((value) => ({ value, label: t(`documents.category.${value}`) }))}
        {...form.getInputProps("category")}
      />
      <TargetPicker value={form.values.shown_to} onChange={(value) => { form.setFieldValue("shown_to", value); }} error={targets.error} disabled={disabled} />
      <TextInput type="date" name="expires_at" label={labels.expires_at} description={t("documents.expiresHint")} max="9999-12-31" disabled={disabled} {...form.getInputProps("expires_at")} />
    </>
  );
}
