import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { forgotPassword } from "@/api/session";
import { Problem } from "@/api/problem";
import type { Branding } from "@/api/types";
import { BrandedCard } from "../BrandedCard";
import { EmailInput, GateForm } from "../GateForm";
import classes from "../Gate.module.css";
import { LinkEnd, ToLogin } from "./LinkEnd";

/** Asks for a mail with a link to a new password. The answer is the same for every address. */
export function ForgotPage({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function send() {
    if (!email.trim()) {
      field.current?.focus();
      return t("login.emailMissing");
    }
    await forgotPassword({ tenant: branding.tenant, email: email.trim() });
    setSent(true);
  }

  function explain(reason: unknown) {
    field.current?.focus();
    return reason instanceof Problem && reason.errors.email ? t("gate.forgot.noEmail") : undefined;
  }

  if (sent) {
    return (
      <LinkEnd branding={branding} title={t("gate.forgot.sent")} lead={t("gate.forgot.sentLead", { email: email.trim() })}>
        <ToLogin branding={branding} label={t("gate.backToLogin")} />
      </LinkEnd>
    );
  }
  return (
    <BrandedCard branding={branding} title={t("gate.title.forgot")} lead={t("gate.forgot.lead")}>
      <GateForm submit={t("gate.forgot.submit")} messageId="forgot-message" send={send} explain={explain}>
        <EmailInput ref={field} value={email} aria-describedby="forgot-message" onChange={(event) => { setEmail(event.currentTarget.value); }} />
      </GateForm>
      <p className={classes.aside}>
        <a href={`/portal/login?tenant=${branding.tenant}`}>{t("gate.backToLogin")}</a>
      </p>
    </BrandedCard>
  );
}
