import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import { initials } from "@/util/format";
import classes from "./Gate.module.css";
import { GateCard } from "./GateCard";

/** The card before sign-in in a portal's own look. */
export function BrandedCard({ branding, title, lead, styledHead, children }: { branding: Branding; title: string; lead?: ReactNode; styledHead?: boolean; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <GateCard
      title={title}
      styledHead={styledHead}
      head={
        branding.logo_url ? (
          <img className={classes.logo} src={branding.logo_url} alt="" />
        ) : (
          <span className={classes.mark} aria-hidden>
            {initials(branding.portal_name)}
          </span>
        )
      }
      lead={lead}
      foot={branding.show_powered_by && t("login.poweredBy")}
    >
      {children}
      <Support branding={branding} />
    </GateCard>
  );
}

function Support({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const { support_email: email, support_phone: phone } = branding;
  if (!email && !phone) return null;
  return (
    <p className={classes.help}>
      {t("login.trouble")} {email && <a href={`mailto:${email}`}>{email}</a>}
      {email && phone && " · "}
      {phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}
    </p>
  );
}
