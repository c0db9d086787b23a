import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getInvoice, getInvoiceTotals, getManagedInvoice, listInvoices, listManagedInvoices, type ManagedInvoiceQuery } from "@/api/invoices";
import type { Side } from "@/api/uploads";

// Everything below the key "invoices" is fetched anew when an invoice changes.

export const invoiceListQuery = (side: Side, query: ManagedInvoiceQuery) =>
  infiniteQueryOptions({
    queryKey: ["invoices", side, "list", query],
    queryFn: ({ pageParam, signal }) => (side === "portal" ? listInvoices : listManagedInvoices)({ ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const invoiceQuery = (side: Side, id: string) =>
  queryOptions({ queryKey: ["invoices", side, "one", id], queryFn: () => (side === "portal" ? getInvoice : getManagedInvoice)(id) });

export const totalsQuery = queryOptions({ queryKey: ["invoices", "totals"], queryFn: getInvoiceTotals });
