import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "@/api/live";
import type { Side } from "@/api/uploads";
import { lookAnew } from "@/ui/lookAnew";

/** Areas that are looked at anew where events may have been missed. */
const areas = ["announcement", "document", "callback"];

/** Keeps what is shown up to date: tickets, the dashboard, and whatever stands below the key of an event's area. */
export function useLiveTickets(side: Side): void {
  const queries = useQueryClient();
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let keys: QueryKey[] = [];
    const flush = () => {
      for (const queryKey of keys) void lookAnew(queries, queryKey);
      keys = [];
      soon = undefined;
    };
    // A burst of changes becomes one refetch.
    const settle = () => { soon ??= setTimeout(flush, 150); };
    const stop = listen(side, (change) => {
      if (change) {
        keys.push(["tickets", side, "one", change.ticket], ["tickets", side, "page"], ["tickets", side, "list"], ["dashboard"], ["tickets", "numbers"]);
      } else {
        keys.push(["tickets"], ["dashboard"], ...areas.map((area) => [area]));
      }
      settle();
    }, ({ area }) => {
      keys.push([area], ["dashboard"]);
      settle();
    });
    return () => {
      clearTimeout(soon);
      stop();
    };
  }, [side, queries]);
}
