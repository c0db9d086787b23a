import { useTranslation } from "react-i18next";
import type { Category, Message, Priority, Status } from "@/api/types";
import { categories, priorities, statuses } from "@/api/types";
import type { Side } from "@/api/uploads";
import type { Translate } from "@/i18n";
import { Time } from "@/ui/Time";
import { statusKey } from "./badges";
import classes from "./EventLine.module.css";

/** What the system noted, as a thin line between the messages. */
export function EventLine({ message, side }: { message: Message; side: Side }) {
  const { t } = useTranslation();
  return (
    <li className={classes.line}>
      <span>
        {sentence(message, side, t)} <Time at={message.created_at} />
        {message.event?.next && (
          <>
            {" · "}
            {t(`event.due.${message.event.next.target}`)} <Time at={message.event.next.due_at} />
          </>
        )}
      </span>
    </li>
  );
}

export function sentence({ author, event }: Message, side: Side, t: Translate): string {
  const name = `\u2068${author.name}\u2069`; // isolated, so that a right-to-left name leaves the sentence in order
  const to = event?.to ?? "";
  switch (event?.type) {
    case "status":
      return t("event.status", { name, to: among(statuses, to) ? t(statusKey(to as Status, side)) : to });
    case "priority":
      return t("event.priority", { name, to: among(priorities, to) ? t(`priority.${to as Priority}`) : to });
    case "category":
      return t("event.category", { name, to: among(categories, to) ? t(`category.${to as Category}`) : to });
    case "assignee":
      return to ? t("event.assignee", { name, to }) : t("event.unassigned", { name });
    case "subject":
      return t("event.subject", { name });
    case "rating":
      return t("event.rating", { name, to });
    case "watcher":
      return to ? t("event.watcher", { name, to }) : t("event.unwatched", { name, from: event.from ?? "" });
    default:
      return t("event.other", { name });
  }
}

const among = (values: readonly string[], value: string) => values.includes(value);
