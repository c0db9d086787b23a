import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerApproval, lookUpApproval } from "@/api/approvals";
import { Problem } from "@/api/problem";
import type { ApprovalView, Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { limits } from "@/api/limits";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import { BrandedCard } from "../BrandedCard";
import classes from "../Gate.module.css";
import own from "./ApprovePage.module.css";
import { LinkEnd, ToLogin } from "./LinkEnd";

type Looked = { state: "asking" } | { state: "unreachable"; reason: unknown } | ApprovalView;

/** Where the mail about a colleague's request leads: it asks first, so that opening a link decides nothing. */
export function ApprovePage({ branding, request, token }: { branding: Branding; request: string; token: string }) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState<Looked>({ state: "asking" });
  const [rejecting, setRejecting] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState<"yes" | "no" | null>(null);
  const [message, setMessage] = useState("");

  const ask = useCallback(async () => {
    try {
      setLooked(await lookUpApproval({ request, token }));
    } catch (failure) {
      // A request that is none was never given out.
      const none = failure instanceof Problem && (failure.status === 422 || failure.status === 404);
      setLooked(none ? { state: "unknown" } : { state: "unreachable", reason: failure });
    }
  }, [request, token]);
  useEffect(() => {
    const again = () => void ask();
    again();
    addEventListener("online", again);
    return () => { removeEventListener("online", again); };
  }, [ask]);

  async function decide(approve: boolean) {
    if (!approve && !reason.trim()) {
      setMessage(t("gate.approve.reasonMissing"));
      return;
    }
    setBusy(approve ? "yes" : "no");
    setMessage("");
    try {
      setLooked(await answerApproval({ request, token, approve, reason: approve ? "" : reason }));
    } catch (failure) {
      if (failure instanceof Problem && [403, 404, 409].includes(failure.status)) await ask();
      setMessage(problemToSentence(failure, t));
    }
    setBusy(null);
  }

  if (looked.state === "asking") return null;
  if (looked.state === "unreachable") {
    return (
      <LinkEnd branding={branding} title={t("gate.title.approve")} lead={problemToSentence(looked.reason, t)}>
        <Button size="md" fullWidth onClick={() => void ask()}>{t("retry")}</Button>
      </LinkEnd>
    );
  }
  const asked = looked.request;
  if (!asked) {
    const kind = looked.state === "expired" || looked.state === "reassigned" ? looked.state : "unknown";
    return (
      <LinkEnd branding={branding} title={t(`gate.approve.${kind}`)} lead={t(`gate.approve.${kind}Lead`)}>
        <ToLogin branding={branding} />
      </LinkEnd>
    );
  }
  if (looked.state === "decided") {
    const values = { item: asked.item.name, by: asked.decision?.by_provider ? branding.portal_name : (asked.decision?.by.name ?? ""), name: asked.requester.name };
    const kind = asked.status === "rejected" ? "rejected" : asked.status === "cancelled" ? (asked.decision ? "cancelledBy" : "cancelled") : "approved";
    return (
      <LinkEnd branding={branding} title={t(`gate.approve.${kind === "cancelledBy" ? "cancelled" : kind}`)} lead={t(`gate.approve.${kind}Lead`, values)}>
        <ToLogin branding={branding} />
      </LinkEnd>
    );
  }
  return (
    <BrandedCard branding={branding} title={t("gate.approve.title", { item: asked.item.name })} lead={t("gate.approve.lead", { name: asked.requester.name })}>
      <dl className={own.answers}>
        {[...(asked.item.price ? [{ label: t("gate.approve.price"), text: asked.item.price }] : []), ...asked.answers].map((answer, place) => (
          <div key={place}>
            <dt dir="auto">{answer.label}</dt>
            <dd dir="auto">{answer.text}</dd>
          </div>
        ))}
      </dl>
      {looked.approver && <p className={own.approver}>{t("gate.approve.as", looked.approver)}</p>}
      <div className={classes.form}>
        {rejecting ? (
          <>
            <LimitedTextarea label={t("gate.approve.reason")} rows={3} limit={limits.ApprovalAnswer.reason} dir="auto" data-autofocus value={reason} onChange={(event) => { setReason(event.currentTarget.value); }} />
            <Button size="md" fullWidth color="bad" loading={busy === "no"} onClick={() => void decide(false)}>{t("gate.approve.reject")}</Button>
            <Button size="md" fullWidth variant="default" onClick={() => { setRejecting(false); setMessage(""); }}>{t("gate.approve.back")}</Button>
          </>
        ) : (
          <>
            <Button size="md" fullWidth loading={busy === "yes"} onClick={() => void decide(true)}>{t("gate.approve.yes")}</Button>
            <Button size="md" fullWidth variant="default" onClick={() => { setRejecting(true); }}>{t("gate.approve.no")}</Button>
          </>
        )}
        <p role="alert" className={own.message}>{message}</p>
      </div>
    </BrandedCard>
  );
}
