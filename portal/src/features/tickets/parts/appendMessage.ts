import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "@/api/types";
import type { Side } from "@/api/uploads";
import { ticketQuery } from "../queries";

/** Shows a message just sent at once, then fetches what else it has changed. */
export function appendMessage(queries: QueryClient, side: Side, ticket: string, message: Message): void {
  queries.setQueryData(ticketQuery(side, ticket).queryKey, (before) =>
    before && !before.comments.some((each) => each.id === message.id) ? { ...before, comments: [...before.comments, message] } : before,
  );
  void queries.invalidateQueries({ queryKey: ["tickets"] });
}
