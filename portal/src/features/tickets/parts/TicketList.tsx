import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { QueueQuery } from "@/api/manageTickets";
import type { TicketQuery } from "@/api/tickets";
import type { Side } from "@/api/uploads";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { ticketListQuery, ticketPageQuery } from "../queries";
import classes from "./TicketList.module.css";
import { TicketTable } from "./TicketTable";

interface Props {
  side: Side;
  query: TicketQuery & QueueQuery;
  withSubmitter?: boolean;
  empty: ReactNode;
}

/** A list of tickets that grows by pages; the next one is fetched as soon as the pointer nears its button. */
export function TicketList({ side, query, withSubmitter, empty }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const list = useInfiniteQuery(ticketListQuery(side, query));

  if (list.isPending) return <Bones rows={6} />;
  if (list.isError) return <LoadFailure reason={list.error} retry={() => void list.refetch()} />;
  const tickets = list.data.pages.flatMap((page) => page.items);
  const next = list.data.pages.at(-1)?.next_cursor;
  const ahead = () => {
    if (next) void queries.prefetchQuery({ ...ticketPageQuery(side, query, next), staleTime: 5000 });
  };

  return (
    <div className={classes.list} aria-busy={list.isPlaceholderData} data-stale={list.isPlaceholderData || undefined}>
      {tickets.length === 0 ? <div className={classes.empty}>{empty}</div> : <TicketTable tickets={tickets} side={side} withSubmitter={withSubmitter} />}
      {list.hasNextPage && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onMouseEnter={ahead} onFocus={ahead} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
