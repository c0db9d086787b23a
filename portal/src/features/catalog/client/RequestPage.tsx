import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { RequestBody } from "../parts/RequestBody";
import { requestQuery } from "../queries";
import { RequestActions } from "./RequestActions";

const route = getRouteApi("/portal/requests/$id");

export function RequestPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const found = useQuery(requestQuery("portal", id));
  if (found.isPending) return <Bones blocks={[72, 280]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const request = found.data;
  return (
    <>
      <PageHeader
        title={request.item.name}
        crumb={<Link to="/portal/requests">{t("sections.requests")}</Link>}
        lead={t(`requests.lead.${request.status}`)}
        aside={<RequestActions request={request} />}
      />
      <RequestBody request={request} side="portal" />
    </>
  );
}
