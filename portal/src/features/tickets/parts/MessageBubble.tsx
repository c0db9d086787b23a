import { IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message, Ticket } from "@/api/types";
import type { Side } from "@/api/uploads";
import { PlainText } from "@/ui/PlainText";
import { Time } from "@/ui/Time";
import { initials } from "@/util/format";
import { AttachmentLinks } from "./AttachmentLinks";
import classes from "./MessageBubble.module.css";

/** One message: the client's on the right and tinted, staff's on the left, internal notes on amber. */
export function MessageBubble({ ticket, side, message }: { ticket: Ticket; side: Side; message: Message }) {
  const { t } = useTranslation();
  const { author, internal } = message;
  return (
    <li className={classes.message} data-who={author.staff ? "staff" : "client"} data-internal={internal || undefined}>
      <span className={classes.avatar} aria-hidden>
        {initials(author.name)}
      </span>
      <article className={classes.bubble} aria-label={t(internal ? "ticket.noteBy" : "ticket.messageBy", { name: author.name })}>
        <header className={classes.head}>
          <bdi className={classes.name}>{author.name}</bdi>
          {author.staff && !internal && <span className={classes.mark}>{t("ticket.staff")}</span>}
          {internal && (
            <span className={classes.note}>
              <IconLock size={14} stroke={2} aria-hidden />
              {t("ticket.internalNote")}
            </span>
          )}
          <Time at={message.created_at} className={classes.time} />
        </header>
        <PlainText text={message.body ?? ""} />
        <AttachmentLinks side={side} ticket={ticket.id} attachments={message.attachments} />
      </article>
    </li>
  );
}
