import { api, quoted, take } from "./client";
import type { paths } from "./schema";
import type { InvoiceColumn, InvoiceUpdate } from "./types";

export type InvoiceQuery = NonNullable<paths["/api/portal/invoices"]["get"]["parameters"]["query"]>;
export type ManagedInvoiceQuery = NonNullable<paths["/api/manage/invoices"]["get"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });

export const listInvoices = (query: InvoiceQuery, signal?: AbortSignal) => take(api.GET("/api/portal/invoices", { params: { query }, signal }));

export const getInvoice = (id: string) => take(api.GET("/api/portal/invoices/{id}", { params: of(id) }));

export const getInvoiceTotals = () => take(api.GET("/api/portal/invoices/totals"));

/** Notes the first look; nobody waits for it. */
export const noteView = (id: string) => take(api.POST("/api/portal/invoices/{id}/viewed", { params: of(id), body: {} }));

export const listManagedInvoices = (query: ManagedInvoiceQuery, signal?: AbortSignal) =>
  take(api.GET("/api/manage/invoices", { params: { query }, signal }));

export const getManagedInvoice = (id: string) => take(api.GET("/api/manage/invoices/{id}", { params: of(id) }));

export const updateInvoice = (id: string, version: number, body: InvoiceUpdate) =>
  take(api.PATCH("/api/manage/invoices/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

type ImportQuery = NonNullable<paths["/api/manage/invoices/import"]["post"]["parameters"]["query"]>;

/** What somebody decided about a file; the rest is judged by the file. */
export type ImportChoices = Pick<ImportQuery, "encoding" | "numbers" | "days" | "currency"> & { columns?: Partial<Record<InvoiceColumn, number>> };

/** Sends a CSV file; with `dryRun` the server only says how it reads the file and what would happen. */
export const importInvoices = (file: File, { columns, ...choices }: ImportChoices, dryRun: boolean) =>
  take(
    api.POST("/api/manage/invoices/import", {
      params: { query: { ...choices, ...(columns && { columns: JSON.stringify(columns) }), dry_run: dryRun } },
      body: file as unknown as string,
      bodySerializer: (body) => body,
      headers: { "content-type": "text/csv" },
    }),
  );

/** Where the browser gets the list as a spreadsheet; the server names the file. */
export function exportPath(query: { status?: string; q?: string; sort?: string }): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value) params.set(name, value);
  }
  const text = params.toString();
  return `/api/portal/invoices/export${text && `?${text}`}`;
}
