import { PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { changePassword } from "@/api/session";
import { Card } from "@/ui/Card";
import { FormSummary } from "@/ui/FormSummary";
import { useSession } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import classes from "./Profile.module.css";

export function PasswordForm() {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { current_password: "", new_password: "" },
    validate: {
      current_password: (text) => (text ? null : t("profile.currentMissing")),
      new_password: (text) => (text.length < 12 ? t("profile.tooShort") : text.length > 128 ? t("profile.tooLong") : null),
    },
  });
  const problem = useFormProblem(form);
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset();
      toast.done(t("profile.passwordChanged"));
      void queries.invalidateQueries({ queryKey: ["devices"] });
    },
    onError: problem.fail,
  });
  const reveal = { visibilityToggleButtonProps: { "aria-label": t("login.reveal"), tabIndex: 0 } };
  const labels = { current_password: t("profile.current"), new_password: t("profile.new") };

  return (
    <Card title={t("profile.passwordTitle")} lead={t("profile.passwordLead")}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); change.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={labels} />
        <input type="email" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordInput name="current_password" label={labels.current_password} autoComplete="current-password" {...reveal} {...form.getInputProps("current_password")} />
        <PasswordInput name="new_password" label={labels.new_password} description={t("profile.newHint")} autoComplete="new-password" {...reveal} {...form.getInputProps("new_password")} />
        <SubmitButton busy={change.isPending} paused={change.isPaused}>
          {t("profile.changePassword")}
        </SubmitButton>
      </form>
    </Card>
  );
}
