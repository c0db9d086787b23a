import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconPin } from "@tabler/icons-react";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { Markup } from "@/ui/Markup";
import { PageHeader } from "@/ui/PageHeader";
import { Time } from "@/ui/Time";
import { SeverityBadge } from "../parts/badges";
import { announcementQuery } from "../queries";
import classes from "./AnnouncementPage.module.css";
import { useRead } from "./useRead";

const route = getRouteApi("/portal/announcements/$id");

/** One announcement by itself: where mails, the banner and the dashboard lead. Opening it is reading it. */
export function AnnouncementPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const found = useQuery(announcementQuery(id));
  const { mutate } = useRead();
  const marked = useRef<string | null>(null);
  const unread = found.data?.unread ?? false;
  useEffect(() => {
    if (!unread || marked.current === id) return;
    marked.current = id;
    mutate(id);
  }, [unread, id, mutate]);

  if (found.isPending) return <Bones blocks={[72, 240]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const { title, severity, pinned, published_at, body_html } = found.data;
  return (
    <article>
      <PageHeader
        title={title}
        crumb={<Link to="/portal/announcements">{t("sections.announcements")}</Link>}
        lead={
          <span className={classes.facts}>
            {pinned && (
              <span className={classes.pin}>
                <IconPin size={15} stroke={1.75} aria-hidden />
                {t("announcements.pinned")}
              </span>
            )}
            {severity !== "info" && <SeverityBadge severity={severity} />}
            <Time at={published_at} />
          </span>
        }
      />
      <div className={classes.text}>
        <Markup html={body_html} />
      </div>
    </article>
  );
}
