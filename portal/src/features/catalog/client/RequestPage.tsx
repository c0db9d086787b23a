import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useSession } from "@/ui/session";
import { RequestBody } from "../parts/RequestBody";
import { requestQuery } from "../queries";
import { inWords, useProvider } from "../parts/deciders";
import { RequestActions } from "./RequestActions";

const route = getRouteApi("/portal/requests/$id");

export function RequestPage() {
  const { t, i18n } = useTranslation();
  const provider = useProvider();
  // Nobody decides about a request in another person's name, so nothing is offered then.
  const { impersonation } = useSession();
  const { id } = route.useParams();
  const found = useQuery(requestQuery("portal", id));
  if (found.isPending) return <Bones blocks={[72, 280]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const request = found.data;
  const names = request.deciders?.map((person) => person.name) ?? [];
  const cancelled = request.decision?.by_provider ? "cancelledByProvider" : "cancelled";
  const lead = request.actions.decide && !impersonation
    ? t("requests.lead.waitsForYou", { name: request.requester.name })
    : request.status === "pending_approval" && request.deciders
      ? t(names.length ? "requests.lead.waitsFor" : "requests.lead.waitsForProvider", { names: inWords(names, i18n.language), provider })
      : t(`requests.lead.${request.status === "cancelled" ? cancelled : request.status}`, { provider });
  return (
    <>
      <PageHeader
        title={request.item.name}
        crumb={<Link to="/portal/requests">{t("sections.requests")}</Link>}
        lead={lead}
        aside={!impersonation && <RequestActions request={request} />}
      />
      <RequestBody request={request} side="portal" />
    </>
  );
}
