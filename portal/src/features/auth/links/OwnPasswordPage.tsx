import { PasswordInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { changePassword, getSession } from "@/api/session";
import type { Branding } from "@/api/types";
import { landingOf } from "@/util/roles";
import { safeReturnPath } from "@/util/safeReturnPath";
import { BrandedCard } from "../BrandedCard";
import { GateForm } from "../GateForm";
import classes from "../Gate.module.css";

/** Where everybody begins whose password somebody else chose: nothing goes on before they have one of their own. */
export function OwnPasswordPage({ branding, returnTo }: { branding: Branding; returnTo: string }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [wrong, setWrong] = useState<{ current?: string; next?: string }>({});
  const currentField = useRef<HTMLInputElement>(null);
  const nextField = useRef<HTMLInputElement>(null);

  function refuse(errors: { current?: string; next?: string }) {
    setWrong(errors);
    (errors.current ? currentField : nextField).current?.focus();
    return "";
  }

  async function send() {
    const length = [...next].length;
    if (!current) return refuse({ current: t("gate.own.currentMissing") });
    if (length < 12) return refuse({ next: t("gate.tooShort") });
    if (length > 128) return refuse({ next: t("gate.tooLong") });
    setWrong({});
    await changePassword({ current_password: current, new_password: next });
    const { user } = await getSession();
    location.replace(safeReturnPath(returnTo, landingOf(user.role)));
    return undefined;
  }

  function explain(reason: unknown) {
    if (!(reason instanceof Problem)) return undefined;
    if (reason.status === 401) {
      location.replace(`/portal/login?tenant=${branding.tenant}`);
      return "";
    }
    const { current_password: old, new_password: own } = reason.errors;
    return old || own ? refuse({ current: old, next: own }) : undefined;
  }

  const reveal = { visibilityToggleButtonProps: { "aria-label": t("login.reveal"), tabIndex: 0 } };
  return (
    <BrandedCard branding={branding} title={t("gate.title.ownPassword")} lead={t("gate.own.lead")}>
      <GateForm submit={t("gate.own.submit")} send={send} explain={explain}>
        <PasswordInput ref={currentField} label={t("gate.own.current")} name="current_password" autoComplete="current-password" size="md" value={current} error={wrong.current} onChange={(event) => { setCurrent(event.currentTarget.value); setWrong({}); }} {...reveal} />
        <PasswordInput ref={nextField} label={t("gate.newPassword")} description={t("gate.newHint")} name="new_password" autoComplete="new-password" size="md" value={next} error={wrong.next} onChange={(event) => { setNext(event.currentTarget.value); setWrong({}); }} {...reveal} />
      </GateForm>
      <p className={classes.aside}>
        <a href={`/portal/forgot-password?tenant=${branding.tenant}`}>{t("login.forgot")}</a>
      </p>
    </BrandedCard>
  );
}
