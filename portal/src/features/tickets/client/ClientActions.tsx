import { Button } from "@mantine/core";
import { IconCheck, IconRotate2, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { closeTicket, confirmTicket, reopenTicket } from "@/api/tickets";
import type { Ticket } from "@/api/types";
import { useTicketAction } from "../parts/useTicketAction";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

/** What a client may do with the ticket as it stands; the server says which of these. */
export function ClientActions({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { actions, number } = ticket;
  const reopen = useTicketAction("portal", ticket.id, reopenTicket, () => t("ticket.reopened", { number }));
  const undo = (after: Ticket) => (after.actions.reopen ? () => { reopen.mutate(); } : undefined);
  const close = useTicketAction("portal", ticket.id, closeTicket, () => t("ticket.closed", { number }), undo);
  const confirm = useTicketAction("portal", ticket.id, confirmTicket, () => t("ticket.confirmed", { number }), undo);
  const busy = reopen.isPending || close.isPending || confirm.isPending;
  return (
    <>
      {actions.reopen && (
        <Button variant="default" leftSection={<IconRotate2 {...icon} />} loading={reopen.isPending} disabled={busy} onClick={() => { reopen.mutate(); }}>
          {t("ticket.reopen")}
        </Button>
      )}
      {actions.confirm && (
        <Button leftSection={<IconCheck {...icon} />} loading={confirm.isPending} disabled={busy} onClick={() => { confirm.mutate(); }}>
          {t("ticket.confirm")}
        </Button>
      )}
      {actions.close && !actions.confirm && (
        <Button variant="default" leftSection={<IconX {...icon} />} loading={close.isPending} disabled={busy} onClick={() => { close.mutate(); }}>
          {t("ticket.close")}
        </Button>
      )}
    </>
  );
}
