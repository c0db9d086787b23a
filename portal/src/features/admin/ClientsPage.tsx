import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconDownload, IconPlus, IconUpload } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { exportAddress } from "@/api/people";
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
import classes from "./Clients.module.css";
import { CompanyDialog } from "./CompanyDialog";
import { companiesQuery } from "./queries";

const route = getRouteApi("/admin/clients");

export function ClientsPage() {
  const { t } = useTranslation();
  const { q, status } = route.useSearch();
  const navigate = route.useNavigate();
  const { administer } = useRights();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(companiesQuery(q ?? "", status));
  const onSearch = useCallback((words: string) => void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true }), [navigate]);
  const add = () => { setAdding(true); };

  return (
    <>
      <PageHeader
        title={t("sections.clients")}
        lead={t("clients.lead")}
        aside={
          administer && (
            <>
              <ButtonLink to="/admin/clients/import" variant="default" leftSection={<IconUpload size={18} stroke={1.75} aria-hidden />}>
                {t("people.import")}
              </ButtonLink>
              <Button component="a" href={exportAddress("companies", { q, status })} download variant="default" leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
                {t("people.export")}
              </Button>
            </>
          )
        }
        action={
          administer && (
            <Button leftSection={<IconPlus size={18} stroke={2} aria-hidden />} onClick={add}>
              {t("clients.add")}
            </Button>
          )
        }
      />
      <div className={classes.filters}>
        <Pills
          label={t("clients.status")}
          options={(["all", "active", "disabled"] as const).map((value) => ({ value, label: value === "all" ? t("people.all") : t(`clients.state.${value}`) }))}
          value={status ?? "all"}
          onChoose={(chosen) => void navigate({ search: (before) => ({ ...before, status: chosen === "all" ? undefined : chosen }), replace: true })}
        />
        <SearchField className={classes.search} label={t("clients.search")} value={q ?? ""} onSearch={onSearch} />
      </div>
      <PagedList
        list={list}
        empty={
          (q ?? status) ? (
            <EmptyState drawing="search" title={t("clients.noneMatch")} text={t("list.noneMatchText")} />
          ) : (
            <EmptyState drawing="people" title={t("clients.none")} text={t(administer ? "clients.noneText" : "noneByAdmin")}>
              {administer && <Button onClick={add}>{t("clients.add")}</Button>}
            </EmptyState>
          )
        }
      >
        {(companies) => (
          <DataTable
            caption={t("sections.clients")}
            rows={companies}
            rowKey={(company) => company.id}
            columns={[
              {
                name: t("clients.name"),
                cell: (company) => (
                  <>
                    <Link to="/admin/clients/$id" params={{ id: company.id }} data-row>
                      <bdi>{company.name}</bdi>
                    </Link>
                    {company.status === "disabled" && <Badge tone="quiet">{t("clients.state.disabled")}</Badge>}
                  </>
                ),
              },
              { name: t("clients.contact"), cell: (company) => company.contact_email ?? "–" },
              { name: t("clients.domains"), wide: true, cell: (company) => company.email_domains.join(", ") || "–" },
              { name: t("clients.since"), wide: true, cell: (company) => <Time at={company.created_at} /> },
            ]}
          />
        )}
      </PagedList>
      {adding && <CompanyDialog onClose={() => { setAdding(false); }} />}
    </>
  );
}
