import { Button, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ManagedBranding } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./Branding.module.css";
import { ColorField } from "./ColorField";
import { CssField } from "./CssField";
import { ImageField } from "./ImageField";
import { Preview } from "./Preview";
import { useBrandingCheck } from "./useBrandingCheck";
import { useBrandingForm } from "./useBrandingForm";
import { useImages } from "./useImages";

export function BrandingEditor({ start }: { start: ManagedBranding }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const editor = useBrandingForm(start);
  const { form, labels, saved, save, reset, problem } = editor;
  const [asking, setAsking] = useState(false);
  const dirty = form.isDirty();
  const guard = useLeaveGuard(dirty);
  const check = useBrandingCheck(form.values, administer);
  const images = useImages(saved.version, (branding) => { editor.adopt(branding, true); });
  const contrast = check?.contrast ?? saved.contrast;
  const disabled = !administer;
  const submit = form.onSubmit((values) => { problem.clear(); save.mutate({ values, version: saved.version }); }, problem.invalid);

  return (
    <form noValidate onSubmit={submit}>
      <PageHeader
        title={t("sections.branding")}
        lead={administer ? t("branding.lead") : t("readOnly")}
        action={
          administer && (
            <>
              <Button variant="default" loading={reset.isPending} onClick={() => { setAsking(true); }}>
                {t("branding.reset")}
              </Button>
              <SubmitButton busy={save.isPending} paused={save.isPaused} disabled={!dirty}>
                {t("branding.save")}
              </SubmitButton>
            </>
          )
        }
      />
      <div className={classes.columns}>
        <div className={classes.form}>
          <FormSummary reason={problem.reason} labels={labels} />
          <Card title={t("branding.identity")}>
            <div className={classes.fields}>
              <LimitedTextInput name="portal_name" label={labels.portal_name} limit={limits.BrandingUpdate.portal_name} dir="auto" disabled={disabled} {...form.getInputProps("portal_name")} />
              <div className={classes.pair}>
                {(["logo", "favicon"] as const).map((kind) => (
                  <ImageField key={kind} kind={kind} url={saved[`${kind}_url`]} notInMail={kind === "logo" ? saved.logo_not_in_mail : undefined} disabled={disabled} busy={images.busy(kind)} onUpload={(file) => { images.upload(kind, file); }} onRemove={() => { images.remove(kind); }} />
                ))}
              </div>
              {administer && (
                <div>
                  <p className={classes.hint}>{t("branding.savedAtOnce")}</p>
                  <p className={classes.hint}>{t("branding.svgCleaned")}</p>
                </div>
              )}
            </div>
          </Card>
          <Card title={t("branding.colors")} lead={t("branding.colorsLead")}>
            <div className={classes.pair}>
              <ColorField name="primary_color" label={labels.primary_color} description={t("branding.primaryHint")} disabled={disabled} contrast={contrast.primary} input={form.getInputProps("primary_color")} onSuggestion={(color) => { form.setFieldValue("primary_color", color); }} />
              <ColorField name="accent_color" label={labels.accent_color} description={t("branding.accentHint")} disabled={disabled} contrast={contrast.accent} input={form.getInputProps("accent_color")} onSuggestion={(color) => { form.setFieldValue("accent_color", color); }} />
            </div>
          </Card>
          <Card title={t("branding.words")}>
            <div className={classes.fields}>
              <LimitedTextarea name="welcome_text" limit={limits.BrandingUpdate.welcome_text} label={labels.welcome_text} description={t("branding.welcomeHint")} rows={4} resize="vertical" dir="auto" disabled={disabled} {...form.getInputProps("welcome_text")} />
              <div className={classes.pair}>
                <TextInput name="support_email" type="email" label={labels.support_email} disabled={disabled} {...form.getInputProps("support_email")} />
                <LimitedTextInput name="support_phone" limit={limits.BrandingUpdate.support_phone} type="tel" label={labels.support_phone} disabled={disabled} {...form.getInputProps("support_phone")} />
              </div>
              <Switch name="show_powered_by" label={labels.show_powered_by} disabled={disabled} {...form.getInputProps("show_powered_by", { type: "checkbox" })} />
            </div>
          </Card>
          <Card title={t("branding.expert")}>
            <CssField label={labels.custom_css} disabled={disabled} removed={check?.custom_css_removed ?? saved.custom_css_removed} input={form.getInputProps("custom_css")} />
          </Card>
        </div>
        <Preview saved={saved} draft={form.values} check={check} />
      </div>
      <ConfirmDialog
        opened={asking}
        title={t("branding.reset")}
        text={t("branding.resetText")}
        action={t("branding.reset")}
        danger
        onCancel={() => { setAsking(false); }}
        onConfirm={() => {
          setAsking(false);
          reset.mutate();
        }}
      />
      <ConflictDialog fields={editor.conflict} onCancel={editor.dismissConflict} onResolve={editor.resolve} />
      {guard}
    </form>
  );
}
