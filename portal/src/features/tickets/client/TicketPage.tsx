import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { UnlessActing } from "@/ui/UnlessActing";
import { Conversation } from "../parts/Conversation";
import layout from "../parts/TicketLayout.module.css";
import { TicketState } from "../parts/TicketState";
import { ticketQuery } from "../queries";
import { ClientActions } from "./ClientActions";
import { ClientComposer } from "./ClientComposer";
import { ClientFacts } from "./ClientFacts";
import { Rating } from "./Rating";

const route = getRouteApi("/portal/tickets/$id");

export function TicketPage() {
  const { id } = route.useParams();
  const ticket = useQuery(ticketQuery("portal", id));
  if (ticket.isPending) return <Bones blocks={[64, 120, 120, 160]} />;
  if (ticket.isError && !ticket.data) return <LoadFailure reason={ticket.error} retry={() => void ticket.refetch()} />;
  return <Content key={id} ticket={ticket.data} />;
}

function Content({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={`#${ticket.number} ${ticket.subject}`}
        heading={ticket.subject}
        lead={<TicketState ticket={ticket} side="portal" />}
        crumb={
          <>
            <Link to="/portal/tickets">{t("sections.tickets")}</Link> / #{ticket.number}
          </>
        }
        aside={<ClientActions ticket={ticket} />}
      />
      <div className={layout.columns}>
        <div className={layout.talk}>
          <Conversation ticket={ticket} side="portal" />
          <Rating ticket={ticket} />
          {ticket.actions.comment ? (
            <UnlessActing withChanges>
              <ClientComposer ticket={ticket} />
            </UnlessActing>
          ) : (
            <p className={layout.shut}>{t(ticket.actions.reopen ? "ticket.shutReopen" : "ticket.shut")}</p>
          )}
        </div>
        <ClientFacts ticket={ticket} />
      </div>
    </>
  );
}
