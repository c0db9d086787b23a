import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { updateMember } from "@/api/team";
import type { Member } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { RightsInputs, type Rights } from "./rights";
import classes from "./Team.module.css";

/** A member's role and permissions. */
export function MemberDialog({ member, me, onClose }: { member: Member; me: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm<Rights>({
    initialValues: { role: member.role === "company_admin" ? "company_admin" : "user", access: member.access, billing: member.billing },
  });
  const problem = useFormProblem(form);
  const save = useMutation({
    mutationFn: (values: Rights) => updateMember(member.id, values, member.version),
    onSuccess: () => {
      toast.done(t("saved"));
      onClose();
    },
    onError: problem.fail,
    onSettled: () => queries.invalidateQueries({ queryKey: ["team"] }),
  });
  return (
    <Modal opened onClose={onClose} title={t("team.editFor", { name: member.name })} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={{ role: t("team.role"), access: t("team.access"), billing: t("team.billing") }} />
        <RightsInputs form={form} me={me} />
        {form.isDirty("role") && (
          <p className={classes.soft}>
            {t("team.roleChange", { name: member.name })} {member.role === "company_admin" && t("team.approvals.maybe", { name: member.name })}
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={save.isPending} paused={save.isPaused} disabled={!form.isDirty()}>
            {t("save")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
