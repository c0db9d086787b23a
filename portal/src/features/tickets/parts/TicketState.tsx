import { useMediaQuery } from "@mantine/hooks";
import type { Ticket } from "@/api/types";
import type { Side } from "@/api/uploads";
import { PriorityBadge, StatusBadge } from "./badges";
import layout from "./TicketLayout.module.css";

/** Status and priority under the subject, where the facts are too narrow to stand beside the conversation. */
export function TicketState({ ticket, side }: { ticket: Ticket; side: Side }) {
  const narrow = useMediaQuery("(width < 62em)", false);
  if (!narrow) return null;
  return (
    <div className={layout.state}>
      <StatusBadge status={ticket.status} side={side} />
      <PriorityBadge priority={ticket.priority} />
    </div>
  );
}
