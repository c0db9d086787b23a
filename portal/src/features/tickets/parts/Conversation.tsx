import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { listManagedComments } from "@/api/manageTickets";
import { listComments } from "@/api/tickets";
import type { Message, Ticket } from "@/api/types";
import type { Side } from "@/api/uploads";
import classes from "./Conversation.module.css";
import { EventLine } from "./EventLine";
import { MessageBubble } from "./MessageBubble";
import { NewMessages } from "./NewMessages";

/** Everything said and done on a ticket, oldest first. New messages come in at the end without moving the page. */
export function Conversation({ ticket, side }: { ticket: Ticket; side: Side }) {
  const { t } = useTranslation();
  const [earlier, setEarlier] = useState<Message[]>([]);
  // Undefined until the first "earlier" page: then the ticket itself says where that page starts.
  const [cursor, setCursor] = useState<string | null>();
  const next = cursor === undefined ? ticket.next_comments_cursor : cursor;
  const list = useRef<HTMLOListElement>(null);
  const height = useRef(0);

  const load = useMutation({
    mutationFn: (from: string) => (side === "portal" ? listComments : listManagedComments)(ticket.id, from),
    onSuccess: (page) => {
      height.current = list.current?.scrollHeight ?? 0;
      setEarlier((before) => [...page.items, ...before]);
      setCursor(page.next_cursor ?? null);
    },
  });

  // What was being read stays where it was when older messages come in above it.
  useLayoutEffect(() => {
    if (height.current && list.current) scrollBy({ top: list.current.scrollHeight - height.current, behavior: "instant" });
    height.current = 0;
  }, [earlier]);

  const known = new Set(ticket.comments.map((message) => message.id));
  const messages = [...earlier.filter((message) => !known.has(message.id)), ...ticket.comments];
  return (
    <section aria-label={t("ticket.conversation")}>
      {next && (
        <Button variant="default" fullWidth className={classes.earlier} loading={load.isPending} onClick={() => { load.mutate(next); }}>
          {t("ticket.earlier")}
        </Button>
      )}
      <ol className={classes.list} ref={list}>
        {messages.map((message) =>
          message.kind === "event" ? (
            <EventLine key={message.id} message={message} side={side} />
          ) : (
            <MessageBubble key={message.id} ticket={ticket} side={side} message={message} />
          ),
        )}
      </ol>
      <NewMessages messages={ticket.comments} />
    </section>
  );
}
