import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { exportPath } from "@/api/invoices";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { InvoiceFilters } from "../parts/InvoiceFilters";
import { InvoiceList } from "../parts/InvoiceList";
import type { InvoiceSearch } from "../search";
import { Totals } from "./Totals";

const route = getRouteApi("/portal/invoices");

export function InvoiceListPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: InvoiceSearch) => void navigate({ replace: true, resetScroll: false, search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const filtered = Boolean(search.status ?? search.q);
  return (
    <>
      <PageHeader
        title={t("sections.invoices")}
        lead={t("invoices.lead")}
        aside={
          <Button component="a" variant="default" href={exportPath(search)} download leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
            {t("invoices.export")}
          </Button>
        }
      />
      <Totals />
      <InvoiceFilters side="portal" search={search} onChange={change} />
      <InvoiceList
        side="portal"
        query={search}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("invoices.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => { change({ status: undefined, q: undefined }); }}>
                {t("list.showAll")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("invoices.none")} text={t("invoices.noneText")} />
          )
        }
      />
    </>
  );
}
