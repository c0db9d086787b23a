import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import { Markup } from "@/ui/Markup";
import { initials } from "@/util/format";
import classes from "./Gate.module.css";
import { GateCard } from "./GateCard";
import { LoginForm } from "./LoginForm";

export function LoginPage({ branding, returnTo }: { branding: Branding; returnTo: string }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("login.title", { portal: branding.portal_name });
  }, [t, branding.portal_name]);

  return (
    <GateCard
      title={branding.portal_name}
      head={
        branding.logo_url ? (
          <img className={classes.logo} src={branding.logo_url} alt="" />
        ) : (
          <span className={classes.mark} aria-hidden>
            {initials(branding.portal_name)}
          </span>
        )
      }
      lead={branding.welcome_html && <Markup html={branding.welcome_html} className={classes.welcome} />}
      foot={branding.show_powered_by && t("login.poweredBy")}
    >
      <LoginForm tenant={branding.tenant} returnTo={returnTo} />
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
