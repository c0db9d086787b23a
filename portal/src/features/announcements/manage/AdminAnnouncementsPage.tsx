import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPin, IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ManagedAnnouncementLine } from "@/api/types";
import { ButtonLink } from "@/ui/ButtonLink";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { SeverityBadge, StateBadge } from "../parts/badges";
import { managedAnnouncementsQuery } from "../queries";
import classes from "./AdminAnnouncementsPage.module.css";
import { states, type AdminSearch } from "./search";

const route = getRouteApi("/admin/announcements");

export function AdminAnnouncementsPage() {
  const { t } = useTranslation();
  const { work } = useRights();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(managedAnnouncementsQuery(search));
  const change = useCallback(
    (part: AdminSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const add = (
    <ButtonLink to="/admin/announcements/new" leftSection={<IconPlus size={18} stroke={2} aria-hidden />}>
      {t("announcements.add")}
    </ButtonLink>
  );

  return (
    <>
      <PageHeader title={t("sections.announcements")} lead={t("announcements.adminLead")} action={work && add} />
      <div className={classes.bar}>
        <Pills
          label={t("announcements.filter")}
          options={[{ value: "all" as const, label: t("announcements.state.all") }, ...states.map((value) => ({ value, label: t(`announcements.state.${value}`) }))]}
          value={search.status ?? "all"}
          onChoose={(status) => { change({ status: status === "all" ? undefined : status }); }}
        />
        <SearchField className={classes.search} label={t("announcements.search")} value={search.q ?? ""} onSearch={onSearch} />
      </div>
      <PagedList
        list={list}
        empty={
          search.status || search.q ? (
            <EmptyState drawing="search" title={t("announcements.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t("announcements.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("announcements.none")} text={t(work ? "announcements.adminNoneText" : "noneByColleague")}>
              {work && add}
            </EmptyState>
          )
        }
      >
        {(items) => <Table items={items} />}
      </PagedList>
    </>
  );
}

function Table({ items }: { items: ManagedAnnouncementLine[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("sections.announcements")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("announcements.field.title"),
          cell: (item) => (
            <span className={classes.title}>
              {item.pinned && <IconPin size={16} stroke={1.75} role="img" aria-label={t("announcements.pinned")} />}
              <Link to="/admin/announcements/$id" params={{ id: item.id }} data-row>
                <bdi>{item.title}</bdi>
              </Link>
            </span>
          ),
        },
        { name: t("announcements.field.status"), cell: (item) => <StateBadge status={item.status} expired={item.expired} /> },
        { name: t("announcements.field.severity"), wide: true, cell: (item) => <SeverityBadge severity={item.severity} plain /> },
        { name: t("audience.label"), cell: (item) => <Audience item={item} /> },
        { name: t("announcements.field.publishAt"), wide: true, cell: (item) => (item.publish_at ? <Time at={item.publish_at} /> : "–") },
        { name: t("announcements.author"), wide: true, cell: (item) => <bdi>{item.author}</bdi> },
      ]}
    />
  );
}

function Audience({ item }: { item: ManagedAnnouncementLine }) {
  const { t } = useTranslation();
  if (item.shown_to.all) return <>{t("audience.all")}</>;
  const all = item.shown_to.companies?.length ?? 0;
  const named = item.companies.map((company) => company.name).join(", ");
  const more = all - item.companies.length;
  return <bdi>{more > 0 ? t("announcements.andMore", { named, count: more }) : named}</bdi>;
}
