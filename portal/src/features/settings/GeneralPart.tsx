import { NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { getSettings, saveSettings, type Settings } from "@/api/settings";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { LoadFailure } from "@/ui/LoadFailure";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { useEditing } from "@/ui/useEditing";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { WholeNumberInput } from "@/ui/WholeNumberInput";
import { zones } from "@/util/zones";
import { KeptList } from "./KeptList";
import { settingsQuery } from "./queries";
import classes from "./Settings.module.css";
import { check, labelsOf, ranges, toUpdate, valuesOf, type SettingsValues } from "./values";

export function GeneralPart() {
  const settings = useQuery(settingsQuery);
  if (settings.isPending) return <Bones blocks={[200, 160, 140]} />;
  if (settings.isError) return <LoadFailure reason={settings.error} retry={() => void settings.refetch()} />;
  return <SettingsForm start={settings.data} />;
}

function SettingsForm({ start }: { start: Settings }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const disabled = !useRights().administer;
  const labels = labelsOf(t);
  const editing = useEditing<Settings, SettingsValues>({
    start,
    valuesOf,
    validate: (values) => check(values, t, i18n.language),
    labels,
    save: (values, version) => saveSettings(toUpdate(values), version),
    load: getSettings,
    keep: (settings) => { queries.setQueryData(settingsQuery.queryKey, settings); },
  });
  const { form, problem } = editing;
  const offered = useMemo(() => zones(start.time_zone ?? ""), [start.time_zone]);
  const guard = useLeaveGuard(form.isDirty());
  // The form's own paths would take the points of these names for steps into objects.
  const text = (name: "mail.name" | "mail.reply_to") => ({ value: form.values[name], error: form.errors[name], onChange: (event: React.ChangeEvent<HTMLInputElement>) => { change(name, event.currentTarget.value); } });
  const number = (name: "session_hours" | "retention.audit_days") => ({ value: form.values[name], error: form.errors[name], onChange: (value: number | string) => { change(name, value); } });
  const toggle = (name: "sign_in.password" | "sign_in.hub") => ({ checked: form.values[name], error: form.errors[name], onChange: (event: React.ChangeEvent<HTMLInputElement>) => { change(name, event.currentTarget.checked); } });
  function change<K extends keyof SettingsValues>(name: K, value: SettingsValues[K]) {
    form.setValues({ ...form.values, [name]: value });
    form.setErrors({ ...form.errors, [name]: undefined });
  }

  return (
    <form className={classes.parts} noValidate onSubmit={editing.submit}>
      <FormSummary reason={problem.reason} labels={labels} />
      <Card title={t("settings.signIn")} lead={t("settings.signInLead")}>
        <div className={classes.fields}>
          <Switch name="sign_in.password" label={labels["sign_in.password"]} disabled={disabled} {...toggle("sign_in.password")} />
          <Switch name="sign_in.hub" label={labels["sign_in.hub"]} description={t("settings.hubHint")} disabled={disabled} {...toggle("sign_in.hub")} />
          <WholeNumberInput name="session_hours" label={labels.session_hours} description={t("settings.sessionHint")} range={ranges.session_hours} disabled={disabled} {...number("session_hours")} />
        </div>
      </Card>
      <Card title={t("settings.days")} lead={t("settings.daysLead")}>
        <div className={classes.fields}>
          <NativeSelect
            name="time_zone"
            label={labels.time_zone}
            disabled={disabled}
            value={form.values.time_zone}
            error={form.errors.time_zone}
            onChange={(event) => { change("time_zone", event.currentTarget.value); }}
            data={[{ value: "", label: "UTC" }, ...offered]}
          />
        </div>
      </Card>
      <Card title={t("settings.mail")} lead={t("settings.mailLead")}>
        <div className={classes.fields}>
          <LimitedTextInput name="mail.name" label={labels["mail.name"]} description={t("settings.senderHint")} limit={limits.MailSender.name} dir="auto" disabled={disabled} {...text("mail.name")} />
          <TextInput name="mail.reply_to" type="email" label={labels["mail.reply_to"]} description={t("settings.replyHint")} disabled={disabled} {...text("mail.reply_to")} />
        </div>
      </Card>
      <Card title={t("settings.retention")} lead={t("settings.retentionLead")}>
        <div className={classes.fields}>
          <WholeNumberInput name="retention.audit_days" label={labels["retention.audit_days"]} description={t("settings.auditHint")} range={ranges["retention.audit_days"]} disabled={disabled} {...number("retention.audit_days")} />
        </div>
        <KeptList kept={editing.saved.kept} />
      </Card>
      {!disabled && (
        <div>
          <SubmitButton {...editing.button} disabled={!form.isDirty()}>
            {t("save")}
          </SubmitButton>
        </div>
      )}
      <ConflictDialog {...editing.conflict} />
      {guard}
    </form>
  );
}
