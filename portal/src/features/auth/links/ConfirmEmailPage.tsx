import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { confirmEmail, getSession } from "@/api/session";
import type { Branding, Session } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { landingOf } from "@/util/roles";
import { BrandedCard } from "../BrandedCard";
import { GateForm } from "../GateForm";
import { LinkEnd } from "./LinkEnd";

type Who = { state: "asking" } | { state: "nobody" } | { state: "unreachable"; reason: unknown } | { state: "known"; session: Session };

/** Where the mail to a new address leads. It takes effect for whoever is signed in, so that a mailbox alone is not enough. */
export function ConfirmEmailPage({ branding, token }: { branding: Branding; token: string }) {
  const { t } = useTranslation();
  const [who, setWho] = useState<Who>({ state: "asking" });
  const [ended, setEnded] = useState<"done" | "unknown" | { reason: unknown } | null>(null);

  const ask = useCallback(async () => {
    try {
      setWho({ state: "known", session: await getSession() });
    } catch (reason) {
      setWho(reason instanceof Problem && reason.status === 401 ? { state: "nobody" } : { state: "unreachable", reason });
    }
  }, []);
  useEffect(() => {
    const again = () => void ask();
    again();
    addEventListener("online", again);
    return () => { removeEventListener("online", again); };
  }, [ask]);

  async function confirm() {
    try {
      await confirmEmail({ token });
      setEnded("done");
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      if (reason.status === 401) setWho({ state: "nobody" });
      else if (reason.status === 404) setEnded("unknown");
      else if (reason.status === 403 || reason.status === 409) setEnded({ reason });
      else throw reason;
    }
    return undefined;
  }

  if (who.state === "asking") return null;
  if (who.state === "unreachable") {
    return (
      <LinkEnd branding={branding} title={t("gate.title.confirmEmail")} lead={problemToSentence(who.reason, t)}>
        <Button size="md" fullWidth onClick={() => void ask()}>{t("retry")}</Button>
      </LinkEnd>
    );
  }
  if (who.state === "nobody") {
    const query = new URLSearchParams({ tenant: branding.tenant, return_to: location.pathname + location.search });
    return (
      <LinkEnd branding={branding} title={t("gate.title.confirmEmail")} lead={t("gate.confirm.signIn")}>
        <Button component="a" size="md" fullWidth href={`/portal/login?${query.toString()}`}>{t("gate.toLogin")}</Button>
      </LinkEnd>
    );
  }
  const { user } = who.session;
  const home = (
    <Button component="a" size="md" fullWidth href={landingOf(user.role)}>{t("gate.confirm.home")}</Button>
  );
  if (ended === "done") return <LinkEnd branding={branding} title={t("gate.confirm.done")} lead={t("gate.confirm.doneLead")}>{home}</LinkEnd>;
  if (ended) {
    const lead = ended === "unknown" ? t("gate.confirm.unknownLead") : problemToSentence(ended.reason, t);
    return <LinkEnd branding={branding} title={t("gate.confirm.not")} lead={lead}>{home}</LinkEnd>;
  }
  return (
    <BrandedCard
      branding={branding}
      title={t("gate.title.confirmEmail")}
      lead={user.pending_email ? t("gate.confirm.lead", { name: user.name, old: user.email, email: user.pending_email }) : t("gate.confirm.leadUnknown", { name: user.name })}
    >
      <GateForm submit={t("gate.confirm.submit")} send={confirm}>{null}</GateForm>
    </BrandedCard>
  );
}
