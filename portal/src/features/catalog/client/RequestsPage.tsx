import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { requestStatuses } from "@/api/types";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { useRights } from "@/ui/session";
import { RequestTable } from "../parts/RequestTable";
import { requestsQuery } from "../queries";
import classes from "../parts/RequestsList.module.css";

const route = getRouteApi("/portal/requests");

export function RequestsPage() {
  const { t } = useTranslation();
  const { company } = useRights();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const whose = company ? search.whose : undefined;
  const list = useInfiniteQuery(requestsQuery({ whose, status: search.status }));
  const browse = <ButtonLink to="/portal/catalog">{t("requests.browse")}</ButtonLink>;
  return (
    <>
      <PageHeader title={t("sections.requests")} lead={t("requests.lead.list")} action={browse} />
      <div className={classes.bar}>
        <Pills
          label={t("requests.filter")}
          options={[{ value: "all" as const, label: t("requests.all") }, ...requestStatuses.map((value) => ({ value, label: t(`requests.status.${value}`) }))]}
          value={search.status ?? "all"}
          onChoose={(status) => void navigate({ search: (before) => ({ ...before, status: status === "all" ? undefined : status }), replace: true })}
        />
        {company && (
          <Pills
            label={t("requests.whose")}
            options={[
              { value: "mine" as const, label: t("requests.mine") },
              { value: "company" as const, label: t("requests.ofCompany") },
            ]}
            value={whose ?? "mine"}
            onChoose={(value) => void navigate({ search: (before) => ({ ...before, whose: value === "company" ? value : undefined }), replace: true })}
          />
        )}
      </div>
      <PagedList
        list={list}
        empty={
          search.status ? (
            <EmptyState drawing="search" title={t("requests.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: (before) => ({ ...before, status: undefined }) })}>
                {t("requests.showAll")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("requests.none")} text={t("requests.noneText")}>
              {browse}
            </EmptyState>
          )
        }
      >
        {(items) => <RequestTable items={items} side="portal" withRequester={whose === "company"} />}
      </PagedList>
    </>
  );
}
