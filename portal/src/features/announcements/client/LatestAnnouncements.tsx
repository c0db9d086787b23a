import { useQuery } from "@tanstack/react-query";
import { IconArrowRight, IconPin } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dashboardQuery } from "@/ui/dashboard";
import { Time } from "@/ui/Time";
import { SeverityBadge } from "../parts/badges";
import classes from "./LatestAnnouncements.module.css";

/** The dashboard's latest announcements; nothing where there are none. */
export function LatestAnnouncements() {
  const { t } = useTranslation();
  const data = useQuery(dashboardQuery).data;
  if (!data || data.latest_announcements.length === 0) return null;
  return (
    <section className={classes.section} aria-labelledby="latest-announcements">
      <div className={classes.head}>
        <h2 id="latest-announcements">{t("announcements.latest")}</h2>
        <Link to="/portal/announcements" className={classes.all}>
          {t("announcements.all")}
          <IconArrowRight size={16} stroke={1.75} aria-hidden />
        </Link>
      </div>
      <ul className={classes.list}>
        {data.latest_announcements.map((item) => (
          <li key={item.id} className={classes.item} data-unread={item.unread || undefined}>
            <span className={classes.dot} aria-hidden />
            <span className={classes.words}>
              <Link to="/portal/announcements/$id" params={{ id: item.id }}>
                {item.unread && <span className="visually-hidden">{t("announcements.unread")}: </span>}
                <bdi>{item.title}</bdi>
              </Link>
              <span className={classes.facts}>
                {item.pinned && <IconPin size={14} stroke={1.75} role="img" aria-label={t("announcements.pinned")} />}
                {item.severity !== "info" && <SeverityBadge severity={item.severity} plain />}
                <Time at={item.published_at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The dashboard's figure of unread announcements. */
export function UnreadFigure({ className, numberClass }: { className?: string; numberClass?: string }) {
  const { t } = useTranslation();
  const count = useQuery(dashboardQuery).data?.unread_announcements ?? 0;
  return (
    <Link className={className} to="/portal/announcements" data-loud={count > 0 || undefined}>
      <span className={numberClass}>{count}</span>
      <span>{t("announcements.unreadFigure", { count })}</span>
    </Link>
  );
}
