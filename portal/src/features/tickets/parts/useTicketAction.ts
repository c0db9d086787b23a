import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ticket } from "@/api/types";
import type { Side } from "@/api/uploads";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import { ticketQuery } from "../queries";

/** One action on a ticket: the answer replaces what is shown, a toast says so and offers the way back where there is one. */
export function useTicketAction<Input = void>(
  side: Side,
  id: string,
  act: (id: string, input: Input) => Promise<Ticket>,
  done?: (after: Ticket) => string,
  undo?: (after: Ticket, input: Input) => (() => void) | undefined,
) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => act(id, input),
    onSuccess: (after, input) => {
      queries.setQueryData(ticketQuery(side, id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["tickets"] });
      if (done) toast.done(done(after), undo?.(after, input));
    },
    onError: (reason) => {
      toast.failure(problemToSentence(reason, t));
      // Most refusals mean that the ticket has moved on.
      void queries.invalidateQueries({ queryKey: ticketQuery(side, id).queryKey });
    },
  });
}
