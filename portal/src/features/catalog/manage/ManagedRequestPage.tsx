import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { RequestBody } from "../parts/RequestBody";
import layout from "../parts/RequestLayout.module.css";
import { requestQuery } from "../queries";
import { ManagedRequestActions } from "./ManagedRequestActions";

const route = getRouteApi("/admin/requests/$id");

export function ManagedRequestPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { administer } = useRights();
  const found = useQuery(requestQuery("manage", id));
  if (found.isPending) return <Bones blocks={[72, 280]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const request = found.data;
  return (
    <>
      <PageHeader title={request.item.name} crumb={<Link to="/admin/requests">{t("sections.requests")}</Link>} lead={t("requests.lead.ofPerson", { name: request.requester.name, company: request.company.name })} aside={<ManagedRequestActions request={request} />} />
      {request.unassigned && (
        <Alert className={layout.notice} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {t(administer ? "requests.staff.unassigned" : request.actions.decide ? "requests.staff.unassignedTechnician" : "requests.staff.unassignedReader", { company: request.company.name })}
        </Alert>
      )}
      <RequestBody request={request} side="manage" />
    </>
  );
}
