import { Button, Modal, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { inviteMember } from "@/api/team";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useRequestKey } from "@/ui/useRequestKey";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { inviteSentence } from "./inviteSentence";
import { RightsInputs, type Rights } from "./rights";
import classes from "./Team.module.css";

type Values = Rights & { name: string; email: string };

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: { name: "", email: "", role: "user", access: "own", billing: true },
    validate: {
      name: (text) => (text.trim() ? null : t("team.nameMissing")),
      email: (text) => (/^\S+@\S+$/.test(text.trim()) ? null : t("team.emailMissing")),
    },
  });
  const problem = useFormProblem(form);
  const [key, fail] = useRequestKey(problem.fail);
  const invite = useMutation({
    mutationFn: (values: Values) => inviteMember({ ...values, name: values.name.trim(), email: values.email.trim() }, key),
    onSuccess: (member) => {
      toast.done(t("team.invited", { name: member.name }));
      void queries.invalidateQueries({ queryKey: ["team"] });
      onClose();
    },
    onError: fail,
  });
  return (
    <Modal opened onClose={onClose} title={t("team.invite")} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate autoComplete="off" onSubmit={form.onSubmit((values) => { problem.clear(); invite.mutate(values); }, problem.invalid)}>
        <p className={classes.soft}>{t("team.inviteHint")}</p>
        <FormSummary reason={problem.reason} sentence={inviteSentence} labels={{ name: t("team.name"), email: t("login.email"), role: t("team.role"), access: t("team.access"), billing: t("team.billing") }} />
        <LimitedTextInput name="name" label={t("team.name")} limit={limits.NewMember.name} dir="auto" data-autofocus {...form.getInputProps("name")} />
        <TextInput name="email" type="email" label={t("login.email")} autoComplete="off" {...form.getInputProps("email")} />
        <RightsInputs form={form} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={invite.isPending} paused={invite.isPaused}>
            {t("team.send")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
