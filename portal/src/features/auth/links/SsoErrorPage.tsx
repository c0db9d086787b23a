import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
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
  "locked",
  "unavailable",
] as const;

/** Where somebody lands whom the Hub sent and the portal did not let in: which rule failed, and what to do. */
export function SsoErrorPage({ branding, reason }: { branding: Branding | null; reason: string }) {
  const { t } = useTranslation();
  const known = reasons.find((each) => each === reason) ?? "unavailable";
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
