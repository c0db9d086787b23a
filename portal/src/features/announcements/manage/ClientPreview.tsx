import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { previewMarkdown } from "@/api/markdown";
import { Bones } from "@/ui/Bones";
import { problemToSentence } from "@/ui/problemToSentence";
import { fromWall } from "@/util/wall";
import { AnnouncementCard } from "../parts/AnnouncementCard";
import classes from "./Editor.module.css";
import type { AnnouncementValues } from "./values";

/** The announcement as a client finds it, before they have read it. */
export function ClientPreview({ values, zone, publishedAt, onClose }: { values: AnnouncementValues; zone: string; publishedAt?: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const html = useQuery({ queryKey: ["markdown", values.body], queryFn: () => previewMarkdown(values.body) });
  const planned = values.status === "scheduled" ? fromWall(values.publish_at, zone)?.at.toISOString() : undefined;
  return (
    <Modal opened onClose={onClose} size="xl" title={t("announcements.previewTitle")} closeButtonProps={{ "aria-label": t("close") }}>
      <p className={classes.soft}>{t("announcements.previewLead")}</p>
      {html.isPending && <Bones rows={2} />}
      {html.isError && <p role="alert">{problemToSentence(html.error, t)}</p>}
      {html.data !== undefined && (
        <AnnouncementCard
          open
          announcement={{
            title: values.title.trim() || t("announcements.untitled"),
            severity: values.severity,
            pinned: values.pinned,
            unread: true,
            excerpt: "",
            body_html: html.data,
            published_at: planned ?? publishedAt ?? new Date().toISOString(),
          }}
        />
      )}
    </Modal>
  );
}
