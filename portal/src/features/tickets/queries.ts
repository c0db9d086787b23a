import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getManagedTicket, listCannedReplies, listQueue, listStaff, type QueueQuery } from "@/api/manageTickets";
import { getTicket, listPeople, listTickets, type TicketQuery } from "@/api/tickets";
import type { Side } from "@/api/uploads";

// Everything below the key "tickets" is fetched anew when a ticket changes (useLiveTickets).

/** One page of a list, kept by itself so that it can be fetched before it is asked for. */
export const ticketPageQuery = (side: Side, query: TicketQuery & QueueQuery, cursor: string | undefined) =>
  queryOptions({
    queryKey: ["tickets", side, "page", query, cursor],
    queryFn: ({ signal }) => (side === "portal" ? listTickets : listQueue)({ ...query, cursor }, signal),
    gcTime: 60_000,
  });

export const ticketListQuery = (side: Side, query: TicketQuery & QueueQuery) =>
  infiniteQueryOptions({
    queryKey: ["tickets", side, "list", query],
    queryFn: ({ pageParam, client }) => client.fetchQuery({ ...ticketPageQuery(side, query, pageParam), staleTime: 5000 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const ticketQuery = (side: Side, id: string) =>
  queryOptions({
    queryKey: ["tickets", side, "one", id],
    queryFn: () => (side === "portal" ? getTicket : getManagedTicket)(id),
  });

export const peopleQuery = queryOptions({ queryKey: ["people"], queryFn: listPeople, staleTime: 5 * 60_000 });

export const staffQuery = queryOptions({ queryKey: ["staff"], queryFn: listStaff, staleTime: 5 * 60_000 });

export const cannedQuery = queryOptions({ queryKey: ["canned-replies"], queryFn: listCannedReplies, staleTime: 60_000 });
