import { useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "@/api/live";
import type { Side } from "@/api/uploads";

/** Keeps every open list and ticket up to date while the page is shown. */
export function useLiveTickets(side: Side): void {
  const queries = useQueryClient();
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    let keys: QueryKey[] = [];
    const flush = () => {
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey });
      keys = [];
      soon = undefined;
    };
    const stop = listen(side, (change) => {
      if (change) {
        keys.push(["tickets", side, "one", change.ticket], ["tickets", side, "page"], ["tickets", side, "list"], ["tickets", "dashboard"], ["tickets", "numbers"]);
      } else {
        keys.push(["tickets"]);
      }
      // A burst of changes becomes one refetch.
      soon ??= setTimeout(flush, 150);
    });
    return () => {
      clearTimeout(soon);
      stop();
    };
  }, [side, queries]);
}
