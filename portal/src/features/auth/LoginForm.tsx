import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { login } from "@/api/session";
import { problemToSentence } from "@/ui/problemToSentence";
import { safeReturnPath } from "@/util/safeReturnPath";
import { keep } from "@/util/storage";
import classes from "./Gate.module.css";

export function LoginForm({ tenant, returnTo }: { tenant: string; returnTo: string }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const missing = !email.trim() ? emailField : !password ? passwordField : null;
    if (missing) {
      setMessage(t(missing === emailField ? "login.emailMissing" : "login.passwordMissing"));
      missing.current?.focus();
      return;
    }
    setBusy(true);
    setMessage("");
    try {
      const signedIn = await login({ tenant, email: email.trim(), password });
      keep("signed-in", tenant);
      // The button stays busy until the next page has come.
      location.assign(returnTo || safeReturnPath(signedIn.landing, "/portal/dashboard"));
    } catch (reason) {
      setMessage(problemToSentence(reason, t));
      setBusy(false);
      passwordField.current?.focus();
      passwordField.current?.select();
    }
  }

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        ref={emailField}
        label={t("login.email")}
        type="email"
        name="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        size="md"
        value={email}
        onChange={(event) => { setEmail(event.currentTarget.value); }}
      />
      <PasswordInput
        ref={passwordField}
        label={t("login.password")}
        name="password"
        autoComplete="current-password"
        size="md"
        value={password}
        onChange={(event) => { setPassword(event.currentTarget.value); }}
        aria-describedby="login-message"
        visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }}
      />
      <p id="login-message" role="alert" className={classes.message}>
        {message}
      </p>
      <Button type="submit" size="md" fullWidth loading={busy}>
        {t("login.submit")}
      </Button>
    </form>
  );
}
