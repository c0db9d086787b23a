import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconBell, IconDownload } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { complianceExport } from "@/api/documents";
import type { Compliance } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { useRights } from "@/ui/session";
import { searchFor } from "@/util/search";
import { DayZone } from "../parts/DayZone";
import { companiesQuery, complianceQuery } from "../queries";
import { complianceViews, type ComplianceSearch } from "../search";
import classes from "./Admin.module.css";
import { AdminTabs } from "./AdminTabs";
import { ComplianceFigures } from "./ComplianceFigures";
import { CompanyTable, PolicyTable } from "./ComplianceTables";
import { ReminderDialog, type Reminder } from "./ReminderDialog";

const route = getRouteApi("/admin/documents/compliance");

/** How far all companies have come with all that they must sign. */
export function CompliancePage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const compliance = useQuery(complianceQuery);
  const [reminder, setReminder] = useState<Reminder | null>(null);
  const { data } = compliance;
  const late = data !== undefined && data.overdue > 0;
  const open = data !== undefined && data.open_people > 0;
  return (
    <>
      <PageHeader
        title={t("sections.documents")}
        lead={t("documents.complianceLead")}
        aside={
          data && data.policies.length > 0 && (
            <Button component="a" variant="default" href={complianceExport} download leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
              {t("documents.export")}
            </Button>
          )
        }
        action={
          administer && open && (
            <Button
              leftSection={<IconBell size={18} stroke={1.75} aria-hidden />}
              onClick={() => { setReminder({ selection: late ? { overdue: true } : {}, about: t(late ? "documents.aboutOverdue" : "documents.aboutAll") }); }}
            >
              {t(late ? "documents.remindOverdue" : "documents.remindAll")}
            </Button>
          )
        }
      />
      <AdminTabs at="compliance" />
      {compliance.isPending && <Bones blocks={[108, 44, 240]} />}
      {compliance.isError && !data && <LoadFailure reason={compliance.error} retry={() => void compliance.refetch()} />}
      {data &&
        (data.policies.length > 0 ? (
          <>
            <ComplianceFigures compliance={data} />
            <Parts compliance={data} onRemind={administer ? setReminder : undefined} />
            <DayZone />
          </>
        ) : (
          <div className={classes.empty}>
            <EmptyState drawing="notes" title={t("documents.nothingAsked")} text={t(administer ? "documents.nothingAskedText" : "documents.nothingAskedReader")} />
          </div>
        ))}
      {reminder && <ReminderDialog {...reminder} onClose={() => { setReminder(null); }} />}
    </>
  );
}

function Parts({ compliance, onRemind }: { compliance: Compliance; onRemind?: (reminder: Reminder) => void }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const by = search.by ?? "companies";
  const change = useCallback(
    (part: ComplianceSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  return (
    <>
      <div className={classes.bar}>
        <Pills
          label={t("documents.lookBy")}
          options={complianceViews.map((value) => ({ value, label: t(`documents.by.${value}`) }))}
          value={by}
          onChoose={(value) => { change({ by: value === "companies" ? undefined : value, policy: undefined, q: undefined }); }}
        />
        <SearchField key={by} className={classes.search} label={t(by === "companies" ? "documents.searchCompanies" : "documents.searchPolicies")} value={search.q ?? ""} onSearch={onSearch} />
        {by === "companies" && (
          <NativeSelect
            className={classes.search}
            aria-label={t("documents.policy")}
            data={[{ value: "", label: t("documents.allPolicies") }, ...compliance.policies.map((policy) => ({ value: policy.id, label: policy.title }))]}
            value={search.policy ?? ""}
            onChange={(event) => { change({ policy: event.currentTarget.value || undefined }); }}
          />
        )}
      </div>
      {by === "companies" ? <Companies search={search} compliance={compliance} onRemind={onRemind} /> : <Policies q={search.q} compliance={compliance} onRemind={onRemind} />}
    </>
  );
}

function NoneMatch() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  return (
    <EmptyState drawing="search" title={t("documents.noneMatch")} text={t("list.noneMatchText")}>
      <Button variant="default" onClick={() => void navigate({ search: ({ by }) => ({ by }) })}>
        {t("list.clearFilters")}
      </Button>
    </EmptyState>
  );
}

function Companies({ search, compliance, onRemind }: { search: ComplianceSearch; compliance: Compliance; onRemind?: (reminder: Reminder) => void }) {
  const list = useInfiniteQuery(companiesQuery(search));
  const policy = compliance.policies.find((each) => each.id === search.policy);
  return (
    <PagedList list={list} empty={<NoneMatch />}>
      {(items) => <CompanyTable items={items} policy={policy} onRemind={onRemind} />}
    </PagedList>
  );
}

/** All of them are there already: their number is limited. */
function Policies({ q = "", compliance, onRemind }: { q?: string; compliance: Compliance; onRemind?: (reminder: Reminder) => void }) {
  const finds = searchFor(q);
  const items = compliance.policies.filter((policy) => finds(policy.title));
  return items.length > 0 ? (
    <PolicyTable items={items} onRemind={onRemind} />
  ) : (
    <div className={classes.empty}>
      <NoneMatch />
    </div>
  );
}
