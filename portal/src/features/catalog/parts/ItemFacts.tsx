import { IconClock, IconCoin, IconUserCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Translate } from "@/i18n";
import classes from "./ItemFacts.module.css";

export interface Promised {
  price?: string | null;
  response_hours?: number | null;
  resolution_hours?: number | null;
  needs_approval: boolean;
}

/** Whole days as days: "3 days" says more than "72 hours". */
export function inHours(hours: number, t: Translate): string {
  return hours >= 48 && hours % 24 === 0 ? t("catalog.days", { count: hours / 24 }) : t("catalog.hours", { count: hours });
}

const icon = { size: 16, stroke: 1.75, "aria-hidden": true } as const;

/** What an item costs, when it is there, and whether somebody must agree first. */
export function ItemFacts({ item }: { item: Promised }) {
  const { t } = useTranslation();
  const times = [
    item.response_hours ? t("catalog.answerWithin", { time: inHours(item.response_hours, t) }) : "",
    item.resolution_hours ? t("catalog.doneWithin", { time: inHours(item.resolution_hours, t) }) : "",
  ].filter(Boolean);
  if (!item.price && times.length === 0 && !item.needs_approval) return null;
  return (
    <ul className={classes.facts}>
      {item.price && (
        <li>
          <IconCoin {...icon} />
          <span className="visually-hidden">{t("catalog.field.price")}: </span>
          <bdi>{item.price}</bdi>
        </li>
      )}
      {times.map((time) => (
        <li key={time}>
          <IconClock {...icon} />
          {time}
        </li>
      ))}
      {item.needs_approval && (
        <li>
          <IconUserCheck {...icon} />
          {t("catalog.needsApproval")}
        </li>
      )}
    </ul>
  );
}
