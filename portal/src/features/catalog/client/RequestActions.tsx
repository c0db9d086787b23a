import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { approveRequest, cancelRequest, rejectRequest } from "@/api/catalog";
import { Problem } from "@/api/problem";
import type { CatalogRequest } from "@/api/types";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { problemToSentence } from "@/ui/problemToSentence";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { limits } from "@/api/limits";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import { requestQuery } from "../queries";
import classes from "./RequestActions.module.css";

type Asking = "approve" | "reject" | "cancel" | null;

/** What the reader may do with a request: decide about a colleague's, take the own one back. */
export function RequestActions({ request }: { request: CatalogRequest }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking>(null);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const values = { item: request.item.name, name: request.requester.name };
  const act = useMutation({
    mutationFn: (what: "approve" | "reject" | "cancel") =>
      what === "approve" ? approveRequest(request.id, request.version) : what === "reject" ? rejectRequest(request.id, request.version, reason) : cancelRequest(request.id, request.version),
    onSuccess: (latest, what) => {
      setAsking(null);
      queries.setQueryData(requestQuery("portal", request.id).queryKey, latest);
      toast.done(t(`requests.did.${what}`, values));
      void queries.invalidateQueries({ queryKey: ["requests"] });
      void queries.invalidateQueries({ queryKey: ["dashboard"] });
      void queries.invalidateQueries({ queryKey: ["tickets"] });
    },
    onError: (failure) => {
      toast.failure(problemToSentence(failure, t));
      // Somebody else was faster: the page shows what they did.
      if (failure instanceof Problem && (failure.status === 409 || failure.status === 412)) {
        setAsking(null);
        void queries.invalidateQueries({ queryKey: ["requests"] });
      }
    },
  });

  function reject() {
    if (reason.trim()) act.mutate("reject");
    else setMissing(t("requests.reasonMissing"));
  }

  return (
    <div className={classes.actions}>
      {request.actions.cancel && (
        <Button variant="default" onClick={() => { setAsking("cancel"); }}>
          {t("requests.cancel")}
        </Button>
      )}
      {request.actions.decide && (
        <>
          <Button variant="default" onClick={() => { setAsking("reject"); }}>
            {t("requests.reject")}
          </Button>
          <Button onClick={() => { setAsking("approve"); }}>{t("requests.approve")}</Button>
        </>
      )}
      <ConfirmDialog
        opened={asking === "approve"}
        title={t("requests.approveTitle", values)}
        text={t(request.item.price ? "requests.approveTextPrice" : "requests.approveText", { ...values, price: request.item.price })}
        action={t("requests.approve")}
        onCancel={() => { setAsking(null); }}
        onConfirm={() => { if (!act.isPending) act.mutate("approve"); }}
      />
      <ConfirmDialog
        opened={asking === "cancel"}
        danger
        title={t("requests.cancelTitle", values)}
        text={t("requests.cancelText")}
        action={t("requests.cancel")}
        onCancel={() => { setAsking(null); }}
        onConfirm={() => { if (!act.isPending) act.mutate("cancel"); }}
      />
      <Modal opened={asking === "reject"} onClose={() => { setAsking(null); }} title={t("requests.rejectTitle", values)} closeButtonProps={{ "aria-label": t("close") }}>
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            reject();
          }}
        >
          <LimitedTextarea
            name="reason"
            label={t("requests.reason")}
            description={t("requests.reasonHint", values)}
            rows={4}
            limit={limits.Rejection.reason}
            dir="auto"
            data-autofocus
            error={missing}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(null);
            }}
          />
          <div className={classes.actions}>
            <Button variant="default" onClick={() => { setAsking(null); }}>
              {t("cancel")}
            </Button>
            <SubmitButton color="bad" busy={act.isPending} paused={act.isPaused}>
              {t("requests.reject")}
            </SubmitButton>
          </div>
        </form>
      </Modal>
    </div>
  );
}
