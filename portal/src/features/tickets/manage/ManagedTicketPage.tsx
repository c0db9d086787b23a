import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { Conversation } from "../parts/Conversation";
import layout from "../parts/TicketLayout.module.css";
import { TicketState } from "../parts/TicketState";
import { ticketQuery } from "../queries";
import { StaffComposer } from "./StaffComposer";
import { StaffFacts } from "./StaffFacts";

const route = getRouteApi("/admin/tickets/$id");

export function ManagedTicketPage() {
  const { id } = route.useParams();
  const ticket = useQuery(ticketQuery("manage", id));
  if (ticket.isPending) return <Bones blocks={[64, 120, 120, 160]} />;
  if (ticket.isError && !ticket.data) return <LoadFailure reason={ticket.error} retry={() => void ticket.refetch()} />;
  return <Content key={id} ticket={ticket.data} />;
}

function Content({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { comment, internal_note: note } = ticket.actions;
  return (
    <>
      <PageHeader
        title={`#${ticket.number} ${ticket.subject}`}
        heading={ticket.subject}
        lead={<TicketState ticket={ticket} side="manage" />}
        crumb={
          <>
            <Link to="/admin/tickets">{t("sections.tickets")}</Link> / #{ticket.number}
          </>
        }
      />
      <div className={layout.columns}>
        <div className={layout.talk}>
          <Conversation ticket={ticket} side="manage" />
          {(comment ?? note) && <StaffComposer ticket={ticket} />}
        </div>
        <StaffFacts ticket={ticket} />
      </div>
    </>
  );
}
