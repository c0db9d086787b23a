import { PasswordInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { GateForm } from "../GateForm";

interface Props {
  email: string;
  submit: string;
  /** Sends the password; what it rejects with is shown, and what was typed stays. */
  send: (password: string) => Promise<void>;
}

/** Asks for a new password, once, with what was typed to be shown. */
export function NewPasswordForm({ email, submit, send }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState("");
  const field = useRef<HTMLInputElement>(null);

  function refuse(text: string) {
    setWrong(text);
    field.current?.focus();
  }

  async function sendChecked() {
    const length = [...password].length;
    if (length < 12) { refuse(t("gate.tooShort")); return ""; }
    if (length > 128) { refuse(t("gate.tooLong")); return ""; }
    setWrong("");
    await send(password);
  }

  function explain(reason: unknown) {
    if (!(reason instanceof Problem && reason.errors.password)) return undefined;
    refuse(reason.errors.password);
    return "";
  }

  return (
    <GateForm submit={submit} send={sendChecked} explain={explain}>
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        ref={field}
        label={t("gate.newPassword")}
        description={t("gate.newHint")}
        name="password"
        autoComplete="new-password"
        size="md"
        value={password}
        error={wrong}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setWrong("");
        }}
        visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }}
      />
    </GateForm>
  );
}
