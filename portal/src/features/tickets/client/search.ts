import { statuses } from "@/api/types";
import { keepOwn, recallOwn } from "@/util/storage";

export const pills = ["all", "open", "in_progress", "waiting_on_you", "resolved", "closed"] as const;
/** `all` in the address means that all are wanted now, whatever was chosen the last time. */
const filters = [...statuses, "waiting_on_you", "all"] as const;

/** The list's filters as they stand in the address; what cannot be read is left out. */
export interface TicketSearch {
  status?: (typeof filters)[number];
  q?: string;
  sort?: "created";
  mine?: true;
}

export function parseTicketSearch(raw: Record<string, unknown>): TicketSearch {
  const search: TicketSearch = {};
  const status = filters.find((each) => each === raw.status);
  if (status) search.status = status;
  if ((typeof raw.q === "string" || typeof raw.q === "number") && raw.q !== "") search.q = String(raw.q).slice(0, 200);
  if (raw.sort === "created") search.sort = "created";
  if (raw.mine === true) search.mine = true;
  return search;
}

/** Filters, not the searched words, come back on the next visit. */
export function rememberSearch({ status, sort, mine }: TicketSearch): void {
  const kept = JSON.stringify({ status: status === "all" ? undefined : status, sort, mine });
  keepOwn("filters:tickets", kept === "{}" ? null : kept);
}

export function rememberedSearch(): TicketSearch | null {
  try {
    const search = parseTicketSearch(JSON.parse(recallOwn("filters:tickets") ?? "{}") as Record<string, unknown>);
    return Object.keys(search).length > 0 ? search : null;
  } catch {
    return null;
  }
}
