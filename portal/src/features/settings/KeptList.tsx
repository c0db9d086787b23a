import { useTranslation } from "react-i18next";
import type { Settings } from "@/api/settings";
import classes from "./Settings.module.css";

/** What goes by itself, and when: what a portal can decide about stands in the form above. */
export function KeptList({ kept }: { kept: Settings["kept"] }) {
  const { t } = useTranslation();
  const rows = [
    ["sessions", t("settings.kept.sessionsWhen")],
    ["mails", t("settings.kept.days", { count: kept.mail_days })],
    ["imports", t("settings.kept.importsWhen", { count: kept.import_days })],
    ["uploads", t("settings.kept.hours", { count: kept.unused_upload_hours })],
    ["files", t("settings.kept.filesWhen", { count: kept.expired_file_days })],
    ["exports", t("settings.kept.exportsWhen")],
    ["portal", t("settings.kept.portalWhen", { count: kept.deleted_portal_days })],
  ] as const;
  return (
    <>
      <h3 className={classes.heading}>{t("settings.kept.title")}</h3>
      <dl className={classes.kept}>
        {rows.map(([what, when]) => (
          <div key={what}>
            <dt>{t(`settings.kept.${what}`)}</dt>
            <dd>{when}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.soft}>{t("settings.kept.rest")}</p>
    </>
  );
}
