import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { requestStatuses } from "@/api/types";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { RequestTable } from "../parts/RequestTable";
import classes from "../parts/RequestsList.module.css";
import { managedRequestsQuery } from "../queries";

const route = getRouteApi("/admin/requests");

export function ManagedRequestsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(managedRequestsQuery({ status: search.status }));
  return (
    <>
      <PageHeader title={t("sections.requests")} crumb={<Link to="/admin/catalog">{t("sections.catalog")}</Link>} lead={t("requests.lead.admin")} />
      <div className={classes.bar}>
        <Pills
          label={t("requests.filter")}
          options={[{ value: "all" as const, label: t("requests.all") }, ...requestStatuses.map((value) => ({ value, label: t(`requests.status.${value}`) }))]}
          value={search.status ?? "all"}
          onChoose={(status) => void navigate({ search: { status: status === "all" ? undefined : status }, replace: true })}
        />
      </div>
      <PagedList
        list={list}
        empty={
          search.status ? (
            <EmptyState drawing="search" title={t("requests.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t("requests.showAll")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("requests.none")} text={t("requests.adminNoneText")} />
          )
        }
      >
        {(items) => <RequestTable items={items} side="manage" withRequester withCompany />}
      </PagedList>
    </>
  );
}
