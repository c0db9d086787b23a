import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createCannedReply, updateCannedReply } from "@/api/manageTickets";
import type { CannedReply } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useRequestKey } from "@/ui/useRequestKey";
import { limits } from "@/api/limits";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import { cannedQuery } from "../queries";
import classes from "./CannedRepliesPage.module.css";

/** Writes a new canned reply, or changes the given one. */
export function CannedReplyDialog({ reply, onClose }: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { title: reply?.title ?? "", body: reply?.body ?? "" },
    validate: {
      title: (text) => (text.trim() ? null : t("canned.titleMissing")),
      body: (text) => (text.trim() ? null : t("canned.bodyMissing")),
    },
  });
  const problem = useFormProblem(form);
  const [key, fail] = useRequestKey(problem.fail);
  const save = useMutation({
    mutationFn: (values: { title: string; body: string }) => (reply ? updateCannedReply(reply.id, values, reply.version) : createCannedReply(values, key)),
    onSuccess: () => {
      toast.done(t("saved"));
      void queries.invalidateQueries({ queryKey: cannedQuery.queryKey });
      onClose();
    },
    onError: fail,
  });
  const labels = { title: t("canned.titleLabel"), body: t("canned.bodyLabel") };
  return (
    <Modal opened onClose={onClose} size="lg" title={reply ? t("canned.change") : t("canned.add")} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={labels} />
        <LimitedTextInput name="title" label={labels.title} limit={limits.CannedEdit.title} dir="auto" data-autofocus {...form.getInputProps("title")} />
        <LimitedTextarea name="body" label={labels.body} rows={8} limit={limits.CannedEdit.body} dir="auto" {...form.getInputProps("body")} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={save.isPending} paused={save.isPaused}>
            {t("save")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
