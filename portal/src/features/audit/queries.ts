import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { listAudit } from "@/api/audit";
import { toQuery, type AuditSearch } from "./search";

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ pageParam, signal }) => listAudit({ ...toQuery(search), limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
