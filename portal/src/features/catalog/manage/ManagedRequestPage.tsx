import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { PlainText } from "@/ui/PlainText";
import { Answers } from "../parts/Answers";
import { RequestFacts } from "../parts/RequestFacts";
import layout from "../parts/RequestLayout.module.css";
import { requestQuery } from "../queries";

const route = getRouteApi("/admin/requests/$id");

export function ManagedRequestPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const found = useQuery(requestQuery("manage", id));
  if (found.isPending) return <Bones blocks={[72, 280]} />;
  if (found.isError) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const request = found.data;
  return (
    <>
      <PageHeader title={request.item.name} crumb={<Link to="/admin/requests">{t("sections.requests")}</Link>} lead={t("requests.lead.ofPerson", { name: request.requester.name, company: request.company.name })} />
      <div className={layout.layout}>
        <div className={layout.main}>
          {request.decision?.reason && (
            <section className={layout.reason} aria-labelledby="reason-title">
              <h2 id="reason-title">{t("requests.reason")}</h2>
              <PlainText text={request.decision.reason} />
            </section>
          )}
          <Card title={t("requests.answers")}>
            <Answers request={request} side="manage" />
          </Card>
        </div>
        <RequestFacts request={request} side="manage" />
      </div>
    </>
  );
}
