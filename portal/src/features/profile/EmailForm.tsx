import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { cancelEmail, changeEmail } from "@/api/session";
import { Card } from "@/ui/Card";
import { FormSummary } from "@/ui/FormSummary";
import { problemToSentence } from "@/ui/problemToSentence";
import { sessionQuery, useSession } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import classes from "./Profile.module.css";

/** The address that somebody signs in with, and asking for another: it takes effect by a link that is mailed to it. */
export function EmailForm() {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { email: "", current_password: "" },
    validate: { email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("profile.emailMissing")) },
  });
  const problem = useFormProblem(form);
  const refresh = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const change = useMutation({
    mutationFn: ({ email, current_password }: { email: string; current_password: string }) => changeEmail({ email: email.trim(), current_password: current_password || null }),
    onSuccess: () => {
      form.reset();
      return refresh();
    },
    onError: problem.fail,
  });
  const cancel = useMutation({
    mutationFn: cancelEmail,
    onSuccess: () => {
      toast.done(t("profile.emailCancelled"));
      return refresh();
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  const labels = { email: t("profile.newEmail"), current_password: t("profile.current") };
  return (
    <Card title={t("profile.emailTitle")} lead={t("profile.emailLead", { email: user.email })}>
      {user.pending_email && (
        <div className={classes.waiting} role="status">
          <p>{t("profile.emailWaits", { email: user.pending_email })}</p>
          <Button variant="default" loading={cancel.isPending} onClick={() => { cancel.mutate(); }}>
            {t("profile.emailCancel")}
          </Button>
        </div>
      )}
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); change.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={labels} />
        <TextInput name="email" type="email" label={labels.email} autoComplete="email" autoCapitalize="none" spellCheck={false} {...form.getInputProps("email")} />
        <PasswordInput name="current_password" label={labels.current_password} autoComplete="current-password" visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }} {...form.getInputProps("current_password")} />
        <SubmitButton busy={change.isPending} paused={change.isPaused}>
          {t("profile.emailChange")}
        </SubmitButton>
      </form>
    </Card>
  );
}
