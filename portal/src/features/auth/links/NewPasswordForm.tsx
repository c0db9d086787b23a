import { Button, PasswordInput } from "@mantine/core";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { problemToSentence } from "@/ui/problemToSentence";
import classes from "../Gate.module.css";

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
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  function refuse(text: string) {
    setWrong(text);
    field.current?.focus();
  }

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setMessage("");
    const length = [...password].length;
    if (length < 12) { refuse(t("gate.tooShort")); return; }
    if (length > 128) { refuse(t("gate.tooLong")); return; }
    setWrong("");
    setBusy(true);
    try {
      await send(password);
    } catch (reason) {
      if (reason instanceof Problem && reason.errors.password) refuse(reason.errors.password);
      else setMessage(problemToSentence(reason, t));
      setBusy(false);
    }
  }

  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)} noValidate>
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
      <p role="alert" className={classes.message}>
        {message}
      </p>
      <Button type="submit" size="md" fullWidth loading={busy}>
        {submit}
      </Button>
    </form>
  );
}
