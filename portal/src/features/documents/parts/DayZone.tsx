import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import classes from "./DayZone.module.css";

/** The provider's time zone, as written in a sentence. */
export const useDayZone = () => useSession().tenant.time_zone.replaceAll("_", " ");

/** Says in which time zone a deadline's day ends: the provider's, not the reader's. */
export function DayZone() {
  const { t } = useTranslation();
  return <p className={classes.zone}>{t("documents.zone", { zone: useDayZone() })}</p>;
}
