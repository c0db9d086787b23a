import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import classes from "./DayZone.module.css";

/** The zone in which the provider's days end, as it is written in a sentence. */
export const useDayZone = () => useSession().tenant.time_zone.replaceAll("_", " ");

/** Says by which clock a deadline's day ends: the provider's, wherever the reader is. */
export function DayZone() {
  const { t } = useTranslation();
  return <p className={classes.zone}>{t("documents.zone", { zone: useDayZone() })}</p>;
}
