import { Button, TextInput, type TextInputProps } from "@mantine/core";
import { useState, type ReactNode, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { problemToSentence } from "@/ui/problemToSentence";
import classes from "./Gate.module.css";

interface Props {
  submit: string;
  /** Id of the message, for the fields that it is about. */
  messageId?: string;
  /** Sends what was typed; a sentence where it is not worth sending. What it rejects with is shown, and what was typed stays. */
  send: () => Promise<string | undefined>;
  /** A better sentence than the usual one, also an empty one; it may move the focus. */
  explain?: (reason: unknown) => string | undefined;
  children: ReactNode;
}

/** A form before the login: one attempt at a time, and one sentence about the last. */
export function GateForm({ submit, messageId, send, explain, children }: Props) {
  const { t } = useTranslation();
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setMessage("");
    setBusy(true);
    try {
      const refused = await send();
      // The button stays busy until the next page has come.
      if (refused === undefined) return;
      setMessage(refused);
    } catch (reason) {
      setMessage(explain?.(reason) ?? problemToSentence(reason, t));
    }
    setBusy(false);
  }

  return (
    <form className={classes.form} onSubmit={(event) => void onSubmit(event)} noValidate>
      {children}
      <p id={messageId} role="alert" className={classes.message}>
        {message}
      </p>
      <Button type="submit" size="md" fullWidth loading={busy}>
        {submit}
      </Button>
    </form>
  );
}

/** The address that somebody signs in with, as password managers know it. */
export function EmailInput(props: TextInputProps & { ref: React.Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  return <TextInput label={t("login.email")} type="email" name="email" autoComplete="username" autoCapitalize="none" spellCheck={false} size="md" {...props} />;
}
