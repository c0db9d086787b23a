import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Targets } from "@/api/types";
import classes from "./BreachMark.module.css";

/** Says that a target of this ticket has been missed. */
export function BreachMark({ targets }: { targets?: Targets | null }) {
  const { t } = useTranslation();
  const missed = targets?.resolution?.breached ? "resolution" : targets?.first_response?.breached ? "first_response" : null;
  if (!missed) return null;
  return (
    <span className={classes.mark}>
      <IconAlertTriangle size={14} stroke={2} aria-hidden />
      {t(`targets.missed.${missed}`)}
    </span>
  );
}
