import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { listTeam } from "@/api/team";

export const teamQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["team", q],
    queryFn: ({ pageParam, signal }) => listTeam({ q, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
