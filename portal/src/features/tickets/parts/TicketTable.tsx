import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TicketSummary } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Time } from "@/ui/Time";
import { useListKeys } from "@/ui/useListKeys";
import { PriorityBadge, StatusBadge } from "./badges";
import { BreachMark } from "./BreachMark";
import classes from "./TicketTable.module.css";

interface Props {
  tickets: TicketSummary[];
  side: Side;
  /** Names who submitted each ticket, for those who see more than their own. */
  withSubmitter?: boolean;
}

/** A table where it has room, cards where it has not. The roles are named because `display` takes them from a table in cards. */
export function TicketTable({ tickets, side, withSubmitter }: Props) {
  const { t } = useTranslation();
  const keys = useListKeys();
  const staff = side === "manage";
  const columns = ["subject", staff ? "assignee" : "category", "priority", "created", "activity", "status"] as const;
  return (
    <div className={classes.scroll}>
      <table role="table" className={classes.table} onKeyDown={keys}>
        <caption className="visually-hidden">{t("list.caption")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column} role="columnheader" scope="col" data-column={column}>
                {t(`list.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {tickets.map((ticket) => (
            <tr key={ticket.id} role="row">
              <td role="cell" data-column="subject">
                <Link
                  to={staff ? "/admin/tickets/$id" : "/portal/tickets/$id"}
                  params={{ id: ticket.id }}
                  className={classes.subject}
                  data-row
                  dir="auto"
                >
                  {ticket.subject}
                </Link>
                <span className={classes.under}>
                  <span>#{ticket.number}</span>
                  {staff && (
                    <span>
                      <bdi>{ticket.company.name}</bdi>
                    </span>
                  )}
                  {(staff || withSubmitter) && (
                    <span>
                      <bdi>{ticket.submitter.name}</bdi>
                    </span>
                  )}
                  {staff && <BreachMark targets={ticket.targets} />}
                  {ticket.found_in === "conversation" && <span>{t("list.foundInConversation")}</span>}
                </span>
              </td>
              {staff ? (
                <td role="cell" data-column="assignee">
                  {ticket.assignee ? <bdi>{ticket.assignee.name}</bdi> : <span className={classes.none}>{t("list.nobody")}</span>}
                </td>
              ) : (
                <td role="cell" data-column="category">
                  {t(`category.${ticket.category}`)}
                </td>
              )}
              <td role="cell" data-column="priority">
                <PriorityBadge priority={ticket.priority} />
              </td>
              <td role="cell" data-column="created">
                <Time at={ticket.created_at} />
              </td>
              <td role="cell" data-column="activity">
                <Time at={ticket.activity_at} />
              </td>
              <td role="cell" data-column="status">
                <StatusBadge status={ticket.status} side={side} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
