import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { addWatcher, removeWatcher } from "@/api/tickets";
import type { Ticket } from "@/api/types";
import { Time } from "@/ui/Time";
import { PriorityBadge, StatusBadge } from "../parts/badges";
import { Fact } from "../parts/Fact";
import layout from "../parts/TicketLayout.module.css";
import { TargetFacts } from "../parts/TargetFacts";
import { Watchers } from "../parts/Watchers";

export function ClientFacts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <aside className={layout.facts} aria-label={t("ticket.facts")}>
      <dl>
        <Fact name={t("ticket.number")}>#{ticket.number}</Fact>
        <Fact name={t("ticket.status")}>
          <StatusBadge status={ticket.status} side="portal" />
        </Fact>
        <Fact name={t("ticket.priority")}>
          <PriorityBadge priority={ticket.priority} />
        </Fact>
        <Fact name={t("ticket.category")}>{t(`category.${ticket.category}`)}</Fact>
        {ticket.request && (
          <Fact name={t("ticket.request")}>
            <Link to="/portal/requests/$id" params={{ id: ticket.request }}>{t("ticket.requestOpen")}</Link>
          </Fact>
        )}
        <Fact name={t("ticket.submitter")}>
          <bdi>{ticket.submitter.name}</bdi>
        </Fact>
        {ticket.assignee && (
          <Fact name={t("ticket.assignee")}>
            <bdi>{ticket.assignee.name}</bdi>
          </Fact>
        )}
        <Fact name={t("ticket.created")}>
          <Time at={ticket.created_at} />
        </Fact>
        <Fact name={t("ticket.activity")}>
          <Time at={ticket.activity_at} />
        </Fact>
      </dl>
      <TargetFacts targets={ticket.targets} />
      <Watchers ticket={ticket} side="portal" add={addWatcher} remove={removeWatcher} />
    </aside>
  );
}
