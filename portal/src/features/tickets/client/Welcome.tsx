import { CloseButton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Markup } from "@/ui/Markup";
import { useBranding, useSession } from "@/ui/session";
import { keep, recall } from "@/util/storage";
import classes from "./Welcome.module.css";

/** The tenant's welcome, until it is put away in this browser. */
export function Welcome() {
  const { t } = useTranslation();
  const html = useBranding()?.welcome_html;
  const remembered = `welcomed:${useSession().tenant.slug}` as const;
  const [shown, setShown] = useState(() => recall(remembered) === null);
  if (!shown || !html) return null;
  return (
    <section className={classes.welcome} aria-label={t("dashboard.welcome")}>
      <Markup html={html} />
      <CloseButton
        aria-label={t("dashboard.dismiss")}
        onClick={() => {
          keep(remembered, "1");
          setShown(false);
        }}
      />
    </section>
  );
}
