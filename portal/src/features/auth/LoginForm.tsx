import { PasswordInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { login } from "@/api/session";
import { safeReturnPath } from "@/util/safeReturnPath";
import { enter } from "@/util/storage";
import { EmailInput, GateForm } from "./GateForm";

export function LoginForm({ tenant, returnTo }: { tenant: string; returnTo: string }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<"email" | "password" | null>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  async function send() {
    const absent = !email.trim() ? "email" : !password ? "password" : null;
    setMissing(absent);
    if (absent) {
      (absent === "email" ? emailField : passwordField).current?.focus();
      return ""; // said at the field
    }
    const signedIn = await login({ tenant, email: email.trim(), password });
    enter({ tenant, person: signedIn.user.id });
    location.assign(returnTo || safeReturnPath(signedIn.landing, "/portal/dashboard"));
  }

  function explain() {
    passwordField.current?.focus();
    passwordField.current?.select();
    return undefined;
  }

  return (
    <GateForm submit={t("login.submit")} messageId="login-message" send={send} explain={explain}>
      <EmailInput
        ref={emailField}
        autoFocus
        value={email}
        error={missing === "email" && t("login.emailMissing")}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          setMissing(null);
        }}
      />
      <PasswordInput
        ref={passwordField}
        label={t("login.password")}
        name="password"
        autoComplete="current-password"
        size="md"
        value={password}
        error={missing === "password" && t("login.passwordMissing")}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setMissing(null);
        }}
        aria-describedby="login-message"
        visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }}
      />
    </GateForm>
  );
}
