import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogRequest, RequestStatus } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Card } from "@/ui/Card";
import { Time } from "@/ui/Time";
import { useProvider } from "./deciders";
import { inHours } from "./ItemFacts";
import { RequestBadge } from "./RequestBadge";
import classes from "./RequestFacts.module.css";

/** Where a request stands, beside its answers. */
export function RequestFacts({ request, side }: { request: CatalogRequest; side: Side }) {
  const { t } = useTranslation();
  const provider = useProvider();
  const { item, decision, ticket } = request;
  return (
    <Card title={t("requests.facts")}>
      <dl className={classes.facts}>
        <Fact name={t("requests.statusLabel")}>
          <RequestBadge status={request.status} unassigned={side === "manage" && request.unassigned} decide={request.actions.decide} />
        </Fact>
        {ticket && (
          <Fact name={t("requests.ticket")}>
            <Link to={side === "portal" ? "/portal/tickets/$id" : "/admin/tickets/$id"} params={{ id: ticket.id }}>
              #{ticket.number}
            </Link>
          </Fact>
        )}
        <Fact name={t("requests.requester")}>
          <bdi>{request.requester.name}</bdi>
        </Fact>
        {side === "manage" && (
          <Fact name={t("requests.company")}>
            <bdi>{request.company.name}</bdi>
          </Fact>
        )}
        <Fact name={t("requests.asked")}>
          <Time at={request.asked_at} />
        </Fact>
        {request.deciders && (
          <Fact name={t("requests.decides")}>
            {request.deciders.length === 0 ? <bdi>{provider}</bdi> : request.deciders.map((person) => <div key={person.id}><bdi>{person.name}</bdi></div>)}
          </Fact>
        )}
        {decision && (
          <Fact name={t(decidedBy(request.status))}>
            <bdi>{decision.by_provider && side === "portal" ? provider : decision.by.name}</bdi>, <Time at={decision.at} />
            {decision.by_provider && side === "manage" && <div>{t("requests.staff.forCompany")}</div>}
          </Fact>
        )}
        {item.price && (
          <Fact name={t("catalog.field.price")}>
            <bdi>{item.price}</bdi>
          </Fact>
        )}
        {item.resolution_hours && <Fact name={t("requests.done")}>{inHours(item.resolution_hours, t)}</Fact>}
        <Fact name={t("requests.formVersion")}>{item.form_version}</Fact>
      </dl>
    </Card>
  );
}

function decidedBy(status: RequestStatus) {
  if (status === "rejected") return "requests.rejectedBy";
  return status === "cancelled" ? "requests.cancelledBy" : "requests.approvedBy";
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
