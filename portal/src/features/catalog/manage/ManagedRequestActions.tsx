import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { decideForClient, type StaffDecision } from "@/api/catalog";
import { limits } from "@/api/limits";
import { Problem } from "@/api/problem";
import type { CatalogRequest } from "@/api/types";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import { problemToSentence } from "@/ui/problemToSentence";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import classes from "../client/RequestActions.module.css";
import { requestQuery } from "../queries";

/** What staff may do with a pending request: decide on the company's behalf, or cancel it. */
export function ManagedRequestActions({ request }: { request: CatalogRequest }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<StaffDecision | null>(null);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const values = { item: request.item.name, name: request.requester.name, company: request.company.name };
  const act = useMutation({
    mutationFn: (what: StaffDecision) => decideForClient(what, request.id, request.version, reason),
    onSuccess: (latest, what) => {
      setAsking(null);
      queries.setQueryData(requestQuery("manage", request.id).queryKey, latest);
      toast.done(t(`requests.staff.did.${what}`, values));
      void queries.invalidateQueries({ queryKey: ["requests"] });
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
  if (!request.actions.decide) return null;

  function open(what: StaffDecision) {
    setMissing(null);
    setAsking(what);
  }

  return (
    <div className={classes.actions}>
      <Button variant="default" onClick={() => { open("cancel"); }}>
        {t("requests.cancel")}
      </Button>
      <Button variant="default" onClick={() => { open("reject"); }}>
        {t("requests.reject")}
      </Button>
      <Button onClick={() => { open("approve"); }}>{t("requests.approve")}</Button>
      <Modal opened={asking !== null} onClose={() => { setAsking(null); }} title={asking && t(`requests.staff.title.${asking}`, values)} closeButtonProps={{ "aria-label": t("close") }}>
        {asking && (
          <form
            className={classes.form}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (asking === "approve" || reason.trim()) act.mutate(asking);
              else setMissing(t("requests.reasonMissing"));
            }}
          >
            <p>{t(`requests.staff.text.${asking}`, values)}</p>
            <LimitedTextarea
              name="reason"
              label={t(asking === "approve" ? "requests.staff.reasonOptional" : "requests.reason")}
              description={t("requests.reasonHint", values)}
              rows={4}
              limit={limits.StaffReason.reason}
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
                {t("requests.staff.back")}
              </Button>
              <SubmitButton color={asking === "approve" ? undefined : "bad"} busy={act.isPending} paused={act.isPaused}>
                {t(`requests.${asking}`)}
              </SubmitButton>
            </div>
          </form>
        )}
      </Modal>
    </div>
  );
}
