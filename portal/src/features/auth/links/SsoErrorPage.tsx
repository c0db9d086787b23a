import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { getSession } from "@/api/session";
import type { Branding } from "@/api/types";
import { isStaff } from "@/util/roles";
import classes from "../Gate.module.css";
import { LinkEnd, ToLogin } from "./LinkEnd";

const reasons = [
  "not_configured",
  "missing",
  "malformed",
  "forged",
  "claims",
  "wrong_context",
  "expired",
  "lifetime",
  "replayed",
  "unknown_tenant",
  "suspended",
  "way_closed",
  "unknown_company",
  "other_company",
  "email_taken",
  "disabled",
  "unavailable",
] as const;

/** Where somebody lands whom the Hub sent and the portal did not let in: which rule failed, and what to do. */
export function SsoErrorPage({ branding, reason, person = "" }: { branding: Branding | null; reason: string; person?: string }) {
  const { t } = useTranslation();
  const waits = useFirstUse(reason === "replayed" ? person : "");
  const known = reasons.find((each) => each === reason) ?? "unavailable";
  if (waits) return null;
  return (
    <LinkEnd
      branding={branding}
      title={t("gate.title.sso")}
      lead={
        <>
          <p>{t(`gate.sso.${known}`)}</p>
          <p className={classes.below}>{t(`gate.sso.${known}Do`)}</p>
          <p className={classes.small}>{t("gate.ssoReason", { reason: known })}</p>
        </>
      }
    >
      <ToLogin branding={branding} label={t("gate.ssoLogin")} />
    </LinkEnd>
  );
}

/**
 * A link that was opened twice: the first use may have signed its person in just now. Then this page goes on to where that
 * went. True until it is known that it did not.
 */
function useFirstUse(person: string): boolean {
  const [waits, setWaits] = useState(person !== "");
  useEffect(() => {
    if (person === "") return;
    getSession().then(
      ({ shown_as: signedIn, user }) => {
        if (signedIn === person) location.replace(isStaff(user.role) ? "/admin" : "/portal/tickets");
        else setWaits(false);
      },
      () => { setWaits(false); },
    );
  }, [person]);
  return waits;
}
