import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { addComment } from "@/api/tickets";
import type { Ticket } from "@/api/types";
import { Composer, type Composed } from "../parts/Composer";
import { appendMessage } from "../parts/appendMessage";

export function ClientComposer({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: ({ key, ...message }: Composed) => addComment(ticket.id, message, key),
    onSuccess: (message) => { appendMessage(queries, "portal", ticket.id, message); },
  });
  return (
    <Composer
      side="portal"
      draft={ticket.id}
      label={t("composer.label")}
      hint={t("composer.hintClient")}
      send={t("composer.send")}
      busy={send.isPending}
      paused={send.isPaused}
      submit={(message) => send.mutateAsync(message)}
    />
  );
}
