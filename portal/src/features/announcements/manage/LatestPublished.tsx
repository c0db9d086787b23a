import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { Time } from "@/ui/Time";
import { SeverityBadge } from "../parts/badges";
import { managedAnnouncementsQuery } from "../queries";
import classes from "./LatestPublished.module.css";

const shown = 3;

/** What clients were told last; nothing where they were told nothing yet. */
export function LatestPublished() {
  const { t } = useTranslation();
  const items = useInfiniteQuery(managedAnnouncementsQuery({ status: "published" })).data?.pages[0]?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t("announcements.latest")}>
      <ul className={classes.list}>
        {items.slice(0, shown).map((item) => (
          <li key={item.id} className={classes.item}>
            <Link to="/admin/announcements/$id" params={{ id: item.id }}>
              <bdi>{item.title}</bdi>
            </Link>
            <span className={classes.facts}>
              {item.severity !== "info" && <SeverityBadge severity={item.severity} plain />}
              {item.publish_at && <Time at={item.publish_at} />}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
