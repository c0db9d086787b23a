import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ManagedInvoiceQuery } from "@/api/invoices";
import type { InvoiceSummary } from "@/api/types";
import type { Side } from "@/api/uploads";
import { DataTable, type Column } from "@/ui/DataTable";
import { PagedList } from "@/ui/PagedList";
import { invoiceListQuery } from "../queries";
import classes from "./InvoiceList.module.css";
import { Day, Money } from "./Money";
import { StatusBadge } from "./StatusBadge";

interface Props {
  side: Side;
  query: ManagedInvoiceQuery;
  empty: ReactNode;
}

/** A list of invoices that grows by pages. */
export function InvoiceList({ side, query, empty }: Props) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(invoiceListQuery(side, query));
  const staff = side === "manage";
  const company: Column<InvoiceSummary> = { name: t("invoices.company"), cell: (invoice) => <bdi>{invoice.company.name}</bdi> };
  const columns: Column<InvoiceSummary>[] = [
    {
      name: t("invoices.number"),
      cell: (invoice) => (
        <Link to={staff ? "/admin/invoices/$id" : "/portal/invoices/$id"} params={{ id: invoice.id }} data-row>
          <bdi>{invoice.number}</bdi>
        </Link>
      ),
    },
    ...(staff ? [company] : []),
    { name: t("invoices.issued"), wide: true, cell: (invoice) => <Day on={invoice.issued_on} /> },
    {
      name: t("invoices.due"),
      cell: (invoice) => (
        <span data-none={!invoice.due_on || undefined} className={classes.due}>
          <span className={classes.word}>{t("invoices.due")} </span>
          <Day on={invoice.due_on} />
        </span>
      ),
    },
    { name: t("invoices.statusName"), cell: (invoice) => <StatusBadge status={invoice.status} /> },
    { name: t("invoices.total"), end: true, cell: (invoice) => <Money amount={invoice.total} of={invoice} /> },
  ];
  return (
    <PagedList list={list} bones={6} empty={empty}>
      {(invoices) => <DataTable caption={t("sections.invoices")} columns={columns} rows={invoices} rowKey={(invoice) => invoice.id} />}
    </PagedList>
  );
}
