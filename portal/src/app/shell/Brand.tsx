import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useBranding, useSession } from "@/ui/session";
import { initials } from "@/util/format";
import classes from "./Frame.module.css";

/** The tenant's logo, or its name beside a mark; always the way home. */
export function Brand({ home, withName }: { home: LinkProps["to"]; withName?: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const branding = useBranding();
  const name = branding?.portal_name ?? session.tenant.name;
  const logo = branding?.logo_url;
  return (
    <Link to={home} className={classes.brand} aria-label={t("shell.home", { portal: name })}>
      {logo && !withName ? (
        <img src={logo} alt="" />
      ) : (
        <>
          <span className={classes.mark} aria-hidden>
            {initials(name)}
          </span>
          <span className={classes.brandName} dir="auto">
            {withName ? session.tenant.name : name}
          </span>
        </>
      )}
    </Link>
  );
}
