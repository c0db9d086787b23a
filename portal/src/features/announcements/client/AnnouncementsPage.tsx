import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconChecks } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useListKeys } from "@/ui/useListKeys";
import { AnnouncementCard } from "../parts/AnnouncementCard";
import { announcementsQuery } from "../queries";
import classes from "./AnnouncementsPage.module.css";
import { useRead } from "./useRead";

export function AnnouncementsPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(announcementsQuery);
  const read = useRead();
  const keys = useListKeys();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const items = list.data?.pages.flatMap((page) => page.items);

  function toggle(id: string, unread: boolean) {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
    if (unread) read.mutate(id);
  }

  return (
    <>
      <PageHeader
        title={t("sections.announcements")}
        lead={t("announcements.lead")}
        aside={
          items?.some((item) => item.unread) && (
            <Button variant="default" leftSection={<IconChecks size={18} stroke={1.75} aria-hidden />} disabled={read.isPending} onClick={() => { read.mutate(null); }}>
              {t("announcements.readAll")}
            </Button>
          )
        }
      />
      {list.isPending && <Bones rows={4} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <div className={classes.empty}>
          <EmptyState drawing="notes" title={t("announcements.none")} text={t("announcements.noneText")} />
        </div>
      )}
      {items && items.length > 0 && (
        <ul className={classes.list} onKeyDown={keys}>
          {items.map((item) => (
            <li key={item.id}>
              <AnnouncementCard announcement={item} open={open.has(item.id)} onToggle={() => { toggle(item.id, item.unread); }} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}
