import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getAnnouncement, getManagedAnnouncement, getReadership, listAnnouncements, listManagedAnnouncements } from "@/api/announcements";
import type { AdminSearch } from "./manage/search";

// Everything below the key "announcement" is fetched anew when an event of that name arrives.

export const announcementsQuery = infiniteQueryOptions({
  queryKey: ["announcement", "list"],
  queryFn: ({ pageParam }) => listAnnouncements(pageParam),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
  refetchInterval: 60_000,
});

export const announcementQuery = (id: string) => queryOptions({ queryKey: ["announcement", "one", id], queryFn: () => getAnnouncement(id) });

export const managedAnnouncementsQuery = (search: AdminSearch) =>
  infiniteQueryOptions({
    queryKey: ["announcement", "manage", "list", search],
    queryFn: ({ pageParam, signal }) => listManagedAnnouncements({ ...search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const managedAnnouncementQuery = (id: string) =>
  queryOptions({ queryKey: ["announcement", "manage", "one", id], queryFn: () => getManagedAnnouncement(id) });

export const readershipQuery = (id: string) =>
  queryOptions({ queryKey: ["announcement", "manage", "readership", id], queryFn: () => getReadership(id), staleTime: 0, refetchInterval: 30_000 });
