import { Button, Modal, PasswordInput } from "@mantine/core";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { endImpersonation } from "@/api/people";
import { login } from "@/api/session";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";
import { enter, handOver, leave as leavePortal } from "@/util/storage";
import classes from "./SessionOverDialog.module.css";

interface Props {
  /** What waits for it, or nothing. */
  waiting: { go: () => void; stop: (reason: unknown) => void } | null;
  onWaited: () => void;
}

/** Asks for the password over the page when the session has ended; what was being done then goes on. */
export function SessionOverDialog({ waiting, onWaited }: Props) {
  const { t } = useTranslation();
  const { user, tenant, impersonation } = useSession();
  const [password, setPassword] = useState("");
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || !password) return;
    setBusy(true);
    setMessage("");
    try {
      const signedIn = await login({ tenant: tenant.slug, email: user.email, password });
      if (signedIn.user.id !== user.id) location.reload();
      // What was typed since is stored again, and other tabs that wait for the person go on.
      enter({ tenant: tenant.slug, person: signedIn.user.id });
      waiting?.go();
      onWaited();
      setPassword("");
    } catch (reason) {
      setMessage(reason instanceof Problem && reason.status === 401 ? t("sessionOver.wrong") : problemToSentence(reason, t));
      field.current?.focus();
      field.current?.select();
    } finally {
      setBusy(false);
    }
  }

  /** A member of staff acted in somebody's name; their own session is still there, or over too. */
  async function back() {
    handOver();
    location.assign(await endImpersonation().then(({ landing }) => landing, () => `/portal/login?tenant=${encodeURIComponent(tenant.slug)}`));
  }

  function leave() {
    waiting?.stop(new Problem({ status: 401, code: "UNAUTHORIZED" }));
    leavePortal();
    location.assign(`/portal/login?tenant=${encodeURIComponent(tenant.slug)}`);
  }

  if (impersonation) {
    return (
      <Modal opened={waiting !== null} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t("acting.over")}>
        <div className={classes.form}>
          <p>{t("acting.overText", { name: user.name })}</p>
          <div className={classes.actions}>
            <Button data-autofocus onClick={() => void back()}>{t("acting.end")}</Button>
          </div>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened={waiting !== null} onClose={() => undefined} withCloseButton={false} closeOnEscape={false} closeOnClickOutside={false} title={t("sessionOver.title")}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <p>{t("sessionOver.text")}</p>
        <input type="email" name="email" autoComplete="username" value={user.email} readOnly hidden />
        <p className={classes.person} dir="auto">{user.email}</p>
        <PasswordInput
          ref={field}
          data-autofocus
          label={t("login.password")}
          name="password"
          autoComplete="current-password"
          value={password}
          error={message}
          onChange={(event) => { setPassword(event.currentTarget.value); }}
          visibilityToggleButtonProps={{ "aria-label": t("login.reveal"), tabIndex: 0 }}
        />
        <div className={classes.actions}>
          <Button variant="default" onClick={leave}>
            {t("sessionOver.leave")}
          </Button>
          <Button type="submit" loading={busy} disabled={!password}>
            {t("sessionOver.submit")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
