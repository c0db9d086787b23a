import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyLine } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { ButtonLink } from "@/ui/ButtonLink";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { PolicyBadge } from "../parts/badges";
import { Day } from "../parts/Day";
import { DayZone } from "../parts/DayZone";
import { policiesQuery } from "../queries";
import { policyStates, type PoliciesSearch } from "../search";
import classes from "./Admin.module.css";
import { AdminTabs } from "./AdminTabs";

const route = getRouteApi("/admin/documents/policies");

export function PoliciesPage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(policiesQuery(search));
  const change = useCallback(
    (part: PoliciesSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const add = administer && (
    <ButtonLink to="/admin/documents/policies/new" leftSection={<IconPlus size={18} stroke={2} aria-hidden />}>
      {t("documents.newPolicy")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("sections.documents")} lead={t("documents.policiesLead")} action={add} />
      <AdminTabs at="policies" />
      <div className={classes.bar}>
        <Pills
          label={t("documents.stateName")}
          options={[{ value: "all" as const, label: t("documents.state.all") }, ...policyStates.map((value) => ({ value, label: t(`documents.state.${value}`) }))]}
          value={search.state ?? "all"}
          onChoose={(state) => { change({ state: state === "all" ? undefined : state }); }}
        />
        <SearchField className={classes.search} label={t("documents.searchPolicies")} value={search.q ?? ""} onSearch={onSearch} />
      </div>
      <PagedList
        list={list}
        empty={
          search.state || search.q ? (
            <EmptyState drawing="search" title={t("documents.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t("list.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("documents.noPolicies")} text={t(administer ? "documents.noPoliciesText" : "noneByAdmin")}>
              {add}
            </EmptyState>
          )
        }
      >
        {(items) => <Table items={items} />}
      </PagedList>
      <DayZone />
    </>
  );
}

function Table({ items }: { items: PolicyLine[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("documents.policies")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("documents.title"),
          cell: (item) => (
            <span className={classes.name}>
              <Link to="/admin/documents/policies/$id" params={{ id: item.id }} data-row>
                <bdi>{item.title}</bdi>
              </Link>
              <bdi className={classes.soft}>{item.issuer}</bdi>
            </span>
          ),
        },
        {
          name: t("documents.stateName"),
          cell: (item) => (
            <>
              <PolicyBadge policy={item} /> {item.changed && item.state === "published" && <Badge tone="wait" plain>{t("documents.hasChanges")}</Badge>}
            </>
          ),
        },
        { name: t("documents.version"), wide: true, cell: (item) => (item.published_version > 0 ? item.published_version : "–") },
        { name: t("documents.deadline"), cell: (item) => <Day on={item.deadline} /> },
        { name: t("documents.changed"), wide: true, cell: (item) => <Time at={item.updated_at} /> },
        {
          name: t("documents.signers"),
          end: true,
          cell: (item) =>
            item.state === "published" ? (
              <Link to="/admin/documents/policies/$id/signers" params={{ id: item.id }} aria-label={t("documents.signersOf", { title: item.title })}>
                {t("documents.show")}
              </Link>
            ) : (
              "–"
            ),
        },
      ]}
    />
  );
}
