import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { declineDocument } from "@/api/documents";
import { Problem } from "@/api/problem";
import type { DocumentToRead } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { limits } from "@/api/limits";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import classes from "./SignPage.module.css";

/** Refusing to sign, with the reason that the provider reads. */
export function DeclineDialog({ document, onClose }: { document: DocumentToRead; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const decline = useMutation({
    mutationFn: () => declineDocument(document.id, { version: document.version, content_sha256: document.content_sha256, reason: reason.trim() }),
    onSuccess: () => {
      for (const queryKey of [["document"], ["reading", document.id], ["dashboard"]]) void queries.invalidateQueries({ queryKey });
      toast.done(t("documents.declined"));
      void navigate({ to: "/portal/documents" });
    },
  });
  const label = t("documents.reason");
  const server = decline.error instanceof Problem ? decline.error.errors.reason : undefined;
  return (
    <Modal opened onClose={onClose} title={t("documents.declineTitle")} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        className={classes.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(!reason.trim());
          if (reason.trim()) decline.mutate();
        }}
      >
        <p>{t("documents.declineText")}</p>
        <FormSummary reason={decline.error} labels={{ reason: label }} />
        <LimitedTextarea
          name="reason"
          label={label}
          autosize
          minRows={3}
          maxRows={10}
          limit={limits.Refusal.reason}
          dir="auto"
          data-autofocus
          error={missing ? t("documents.reasonMissing") : server}
          value={reason}
          onChange={(event) => { setReason(event.currentTarget.value); }}
        />
        <div className={classes.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={decline.isPending} paused={decline.isPaused}>
            {t("documents.decline")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
