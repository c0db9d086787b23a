import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { readAllAnnouncements, readAnnouncement } from "@/api/announcements";
import type { AnnouncementList } from "@/api/types";
import { dashboardQuery } from "@/ui/dashboard";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";
import { toast } from "@/ui/toast";
import { announcementsQuery } from "../queries";

/** Shows them as read at once; `null` stands for all. */
function show(queries: QueryClient, id: string | null): void {
  queries.setQueryData<InfiniteData<AnnouncementList, string | undefined>>(announcementsQuery.queryKey, (list) =>
    list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map((item) => (id === null || item.id === id ? { ...item, unread: false } : item)) })) },
  );
  queries.setQueryData(dashboardQuery.queryKey, (data) => {
    if (!data) return data;
    const latest = data.latest_announcements.map((item) => (id === null || item.id === id ? { ...item, unread: false } : item));
    const unread = id === null ? 0 : Math.max(0, data.unread_announcements - 1);
    return { ...data, latest_announcements: latest, unread_announcements: unread };
  });
}

/** Marks one announcement, or all of them, as read. */
export function useRead() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // Whoever looks on in somebody's name reads nothing for them.
  const looking = !!useSession().impersonation;
  const marking = useMutation({
    mutationFn: (id: string | null) => (id === null ? readAllAnnouncements() : readAnnouncement(id)),
    onMutate: (id) => { show(queries, id); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: dashboardQuery.queryKey });
      void queries.invalidateQueries({ queryKey: announcementsQuery.queryKey });
    },
  });
  const { mutate } = marking;
  return { ...marking, mutate: useCallback((id: string | null) => { if (!looking) mutate(id); }, [looking, mutate]) };
}
