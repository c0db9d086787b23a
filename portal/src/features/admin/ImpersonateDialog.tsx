import { Button, Modal, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { impersonate } from "@/api/people";
import { stopRequests } from "@/api/shown";
import type { CompanyUser } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { useFormProblem } from "@/ui/useFormProblem";
import { handOver } from "@/util/storage";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./Clients.module.css";

/** Asks why before an admin looks at the portal in a client's name. */
export function ImpersonateDialog({ user, onClose }: { user: CompanyUser; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { reason: "", write: false },
    validate: { reason: (text) => (text.trim() ? null : t("impersonate.reasonMissing")) },
  });
  const problem = useFormProblem(form);
  const start = useMutation({
    mutationFn: (values: { reason: string; write: boolean }) => impersonate(user.id, values),
    onSuccess: ({ landing }) => {
      // Drafts and filters of the one must not show up with the other.
      stopRequests();
      handOver();
      location.assign(landing);
    },
    onError: problem.fail,
  });
  return (
    <Modal opened onClose={onClose} title={t("impersonate.open", { name: user.name })} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); start.mutate(values); }, problem.invalid)}>
        <p className={classes.soft}>{t("impersonate.consequence", { name: user.name })}</p>
        <FormSummary reason={problem.reason} labels={{ reason: t("impersonate.reason") }} />
        <LimitedTextInput name="reason" label={t("impersonate.reason")} description={t("impersonate.reasonHint")} limit={limits.NewImpersonation.reason} dir="auto" data-autofocus {...form.getInputProps("reason")} />
        <Switch name="write" label={t("impersonate.write")} description={t("impersonate.writeHint")} {...form.getInputProps("write", { type: "checkbox" })} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={start.isPending} paused={start.isPaused}>
            {t("impersonate.start")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
