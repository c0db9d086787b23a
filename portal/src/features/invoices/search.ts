import { invoiceStatuses, type InvoiceStatus } from "@/api/types";

const sorts = ["newest", "oldest", "due_first", "due_last"] as const;

/** The list's filters as they stand in the address; what cannot be read is left out. */
export interface InvoiceSearch {
  status?: InvoiceStatus;
  q?: string;
  sort?: (typeof sorts)[number];
}

export function parseInvoiceSearch(raw: Record<string, unknown>): InvoiceSearch {
  const search: InvoiceSearch = {};
  const status = invoiceStatuses.find((each) => each === raw.status);
  if (status) search.status = status;
  if ((typeof raw.q === "string" || typeof raw.q === "number") && raw.q !== "") search.q = String(raw.q).slice(0, 200);
  const sort = sorts.find((each) => each === raw.sort);
  if (sort && sort !== "newest") search.sort = sort;
  return search;
}

export { sorts };
