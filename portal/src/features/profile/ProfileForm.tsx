import { NativeSelect, Switch } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Profile } from "@/api/profile";
import { languages } from "@/i18n";
import { Card } from "@/ui/Card";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { useRights } from "@/ui/session";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { zones } from "@/util/zones";
import { Picture } from "./Picture";
import classes from "./Profile.module.css";
import { useProfileForm } from "./useProfileForm";


export function ProfileForm({ start }: { start: Profile }) {
  const { t } = useTranslation();
  const editor = useProfileForm(start);
  const { form, labels, problem, saved, staff } = editor;
  const guard = useLeaveGuard(form.isDirty());
  const offered = useMemo(() => zones(saved.time_zone ?? ""), [saved.time_zone]);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { administer } = useRights();
  // Only kinds of emails that the reader's role can get: announcements go to clients, news of policies to those who publish them.
  const mails = (["ticket_updates", "documents", "announcements"] as const).filter((name) => !staff || name === "ticket_updates" || (name === "documents" && administer));

  return (
    <form className={classes.parts} noValidate onSubmit={editor.submit}>
      <FormSummary reason={problem.reason} labels={labels} />
      <Card title={t("profile.about")}>
        <div className={classes.about}>
          <Picture saved={saved} onSaved={(profile) => { editor.adopt(profile, true); }} />
          <div className={classes.fields}>
            <LimitedTextInput name="name" label={labels.name} limit={limits.ProfileUpdate.name} autoComplete="name" dir="auto" readOnly={saved.name_kept_by_provider} description={saved.name_kept_by_provider && t("profile.nameKept")} {...form.getInputProps("name")} />
            <LimitedTextInput name="phone" type="tel" label={labels.phone} description={t("optional")} limit={limits.ProfileUpdate.phone} autoComplete="tel" {...form.getInputProps("phone")} />
          </div>
        </div>
      </Card>
      <Card title={t("profile.languageAndTime")} lead={t("profile.languageLead")}>
        <div className={classes.fields}>
          <NativeSelect
            name="language"
            label={labels.language}
            data={[{ value: "", label: t("profile.asBrowser") }, ...Object.entries(languages).map(([value, label]) => ({ value, label }))]}
            {...form.getInputProps("language")}
          />
          <NativeSelect
            name="time_zone"
            label={labels.time_zone}
            data={[{ value: "", label: t("profile.asBrowserZone", { zone: here.replaceAll("_", " ") }) }, ...offered]}
            {...form.getInputProps("time_zone")}
          />
        </div>
      </Card>
      <Card title={t("profile.mails.title")} lead={t("profile.mails.lead")}>
        <div className={classes.switches}>
          {mails.map((name) => (
            <Switch key={name} name={name} label={labels[name]} description={t(staff && name === "documents" ? "profile.mailsHint.documentsStaff" : `profile.mailsHint.${name}`)} {...form.getInputProps(name, { type: "checkbox" })} />
          ))}
          {staff && <Switch name="new_tickets" label={labels.new_tickets} description={t("profile.mailsHint.new_tickets")} {...form.getInputProps("new_tickets", { type: "checkbox" })} />}
        </div>
      </Card>
      <div className={classes.save}>
        <SubmitButton {...editor.button} disabled={!form.isDirty()}>
          {t("save")}
        </SubmitButton>
      </div>
      <ConflictDialog {...editor.conflict} />
      {guard}
    </form>
  );
}
