import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import { Markup } from "@/ui/Markup";
import { BrandedCard } from "./BrandedCard";
import classes from "./Gate.module.css";
import { LoginForm } from "./LoginForm";
import { SignedInNote } from "./SignedInNote";

/** `choose` is set where a page has sent somebody here who may not be the one who is signed in. */
export function LoginPage({ branding, returnTo, choose = false }: { branding: Branding; returnTo: string; choose?: boolean }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("login.title", { portal: branding.portal_name });
  }, [t, branding.portal_name]);

  return (
    <BrandedCard
      branding={branding}
      title={branding.portal_name}
      lead={branding.welcome_html && <Markup html={branding.welcome_html} className={classes.welcome} />}
      // Staff must reach the editor even when their CSS has made the portal unusable.
      styledHead={!returnTo.startsWith("/admin")}
    >
      {choose && <SignedInNote goOn />}
      <LoginForm tenant={branding.tenant} returnTo={returnTo} />
      <p className={classes.aside}>
        <a href={`/portal/forgot-password?tenant=${branding.tenant}`}>{t("login.forgot")}</a>
      </p>
    </BrandedCard>
  );
}
