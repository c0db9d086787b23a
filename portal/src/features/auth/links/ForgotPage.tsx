import { Button, TextInput } from "@mantine/core";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { forgotPassword } from "@/api/session";
import { Problem } from "@/api/problem";
import type { Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { BrandedCard } from "../BrandedCard";
import classes from "../Gate.module.css";
import { LinkEnd, ToLogin } from "./LinkEnd";

/** Asks for a mail with a link to a new password. The answer is the same for every address. */
export function ForgotPage({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const back = <a href={`/portal/login?tenant=${branding.tenant}`}>{t("gate.backToLogin")}</a>;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    if (!email.trim()) {
      setMessage(t("login.emailMissing"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setMessage("");
    try {
      await forgotPassword({ tenant: branding.tenant, email: email.trim() });
      setSent(true);
    } catch (reason) {
      setMessage(reason instanceof Problem && reason.errors.email ? t("gate.forgot.noEmail") : problemToSentence(reason, t));
      field.current?.focus();
    }
    setBusy(false);
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
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          ref={field}
          label={t("login.email")}
          type="email"
          name="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          value={email}
          aria-describedby="forgot-message"
          onChange={(event) => { setEmail(event.currentTarget.value); }}
        />
        <p id="forgot-message" role="alert" className={classes.message}>
          {message}
        </p>
        <Button type="submit" size="md" fullWidth loading={busy}>
          {t("gate.forgot.submit")}
        </Button>
      </form>
      <p className={classes.aside}>{back}</p>
    </BrandedCard>
  );
}
