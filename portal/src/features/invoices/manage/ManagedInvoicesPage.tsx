import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { InvoiceFilters } from "../parts/InvoiceFilters";
import { InvoiceList } from "../parts/InvoiceList";
import type { InvoiceSearch } from "../search";
import { ImportDialog } from "./ImportDialog";

const route = getRouteApi("/admin/invoices");

export function ManagedInvoicesPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { administer } = useRights();
  const [importing, setImporting] = useState(false);
  const change = useCallback(
    (part: InvoiceSearch) => void navigate({ replace: true, resetScroll: false, search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const open = () => { setImporting(true); };
  const filtered = Boolean(search.status ?? search.q);
  return (
    <>
      <PageHeader
        title={t("sections.invoices")}
        lead={t("invoices.manageLead")}
        action={
          administer && (
            <Button leftSection={<IconFileImport size={18} stroke={1.75} aria-hidden />} onClick={open}>
              {t("invoices.import.open")}
            </Button>
          )
        }
      />
      <InvoiceFilters side="manage" search={search} onChange={change} />
      <InvoiceList
        side="manage"
        query={search}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("invoices.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => { change({ status: undefined, q: undefined }); }}>
                {t("list.showAll")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("invoices.none")} text={t(administer ? "invoices.manageNoneText" : "noneByAdmin")}>
              {administer && <Button onClick={open}>{t("invoices.import.open")}</Button>}
            </EmptyState>
          )
        }
      />
      {importing && <ImportDialog onClose={() => { setImporting(false); }} />}
    </>
  );
}
