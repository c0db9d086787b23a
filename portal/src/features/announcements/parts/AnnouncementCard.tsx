import { IconPin } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Announcement } from "@/api/types";
import { Markup } from "@/ui/Markup";
import { Time } from "@/ui/Time";
import classes from "./AnnouncementCard.module.css";
import { SeverityBadge } from "./badges";

interface Props {
  announcement: Omit<Announcement, "id" | "expires_at">;
  /** True where all of the text is shown, not only its beginning. */
  open: boolean;
  /** Opens or closes it; where it is missing the card stays as it is. */
  onToggle?: () => void;
  aside?: ReactNode;
}

/** An announcement as clients see it: unread ones with the accent's border and dot. */
export function AnnouncementCard({ announcement, open, onToggle, aside }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { title, severity, pinned, published_at, unread, excerpt, body_html } = announcement;
  const heading = (
    <>
      {unread && (
        <span className={classes.dot}>
          <span className="visually-hidden">{t("announcements.unread")}</span>
        </span>
      )}
      <bdi>{title}</bdi>
    </>
  );
  return (
    <article className={classes.card} aria-labelledby={id} data-unread={unread || undefined}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {onToggle ? (
            <button type="button" data-row aria-expanded={open} onClick={onToggle}>
              {heading}
            </button>
          ) : (
            heading
          )}
        </h2>
        {aside}
      </div>
      <div className={classes.facts}>
        {pinned && (
          <span className={classes.pin}>
            <IconPin size={15} stroke={1.75} aria-hidden />
            {t("announcements.pinned")}
          </span>
        )}
        {severity !== "info" && <SeverityBadge severity={severity} />}
        <Time at={published_at} />
      </div>
      {open ? <Markup html={body_html} className={classes.body} /> : <p className={classes.excerpt} dir="auto">{excerpt}</p>}
    </article>
  );
}
