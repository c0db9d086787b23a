import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { QueueQuery } from "@/api/manageTickets";
import type { TicketQuery } from "@/api/tickets";
import type { Side } from "@/api/uploads";
import { PagedList } from "@/ui/PagedList";
import { ticketListQuery, ticketPageQuery } from "../queries";
import { TicketTable } from "./TicketTable";

interface Props {
  side: Side;
  query: TicketQuery & QueueQuery;
  withSubmitter?: boolean;
  empty: ReactNode;
}

/** A list of tickets that grows by pages; the next one is fetched as soon as the pointer nears its button. */
export function TicketList({ side, query, withSubmitter, empty }: Props) {
  const queries = useQueryClient();
  const list = useInfiniteQuery(ticketListQuery(side, query));

  const next = list.data?.pages.at(-1)?.next_cursor;
  const ahead = () => {
    if (next) void queries.prefetchQuery({ ...ticketPageQuery(side, query, next), staleTime: 5000 });
  };
  return (
    <PagedList list={list} bones={6} empty={empty} onNear={ahead}>
      {(tickets) => <TicketTable tickets={tickets} side={side} withSubmitter={withSubmitter} />}
    </PagedList>
  );
}
