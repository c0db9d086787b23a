import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RequestLine } from "@/api/types";
import type { Side } from "@/api/uploads";
import { DataTable, type Column } from "@/ui/DataTable";
import { Time } from "@/ui/Time";
import { ItemPicture } from "./ItemPicture";
import { RequestBadge } from "./RequestBadge";
import classes from "./RequestTable.module.css";

/** Requests in a table; each leads to its own page. */
export function RequestTable({ items, side, withRequester, withCompany }: { items: RequestLine[]; side: Side; withRequester?: boolean; withCompany?: boolean }) {
  const { t } = useTranslation();
  const columns: Column<RequestLine>[] = [
    {
      name: t("requests.item"),
      cell: (request) => (
        <span className={classes.name}>
          <ItemPicture icon={request.item.icon} small />
          <Link to={side === "portal" ? "/portal/requests/$id" : "/admin/requests/$id"} params={{ id: request.id }} data-row>
            <bdi>{request.item.name}</bdi>
          </Link>
        </span>
      ),
    },
    { name: t("requests.statusLabel"), cell: (request) => <RequestBadge status={request.status} unassigned={side === "manage" && request.unassigned} decide={request.actions.decide} /> },
    ...(withRequester ? [{ name: t("requests.requester"), cell: (request: RequestLine) => <bdi>{request.requester.name}</bdi> }] : []),
    ...(withCompany ? [{ name: t("requests.company"), wide: true, cell: (request: RequestLine) => <bdi>{request.company.name}</bdi> }] : []),
    { name: t("requests.ticket"), wide: true, cell: (request) => (request.ticket ? `#${String(request.ticket.number)}` : "–") },
    { name: t("requests.asked"), wide: true, cell: (request) => <Time at={request.asked_at} /> },
  ];
  return <DataTable caption={t("sections.requests")} rows={items} rowKey={(request) => request.id} columns={columns} />;
}
