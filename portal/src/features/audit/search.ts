import { auditAreas } from "./words";
import { startOfDay } from "@/util/zone";

/** The log's filters as they stand in the address; what cannot be read is left out. Days are the reader's. */
export interface AuditSearch {
  person?: string;
  area?: string;
  object?: string;
  from?: string;
  until?: string;
}

const id = (value: unknown): string | undefined => (typeof value === "string" && /^[\w.-]{1,100}$/.test(value) ? value : undefined);
const day = (value: unknown): string | undefined => (typeof value === "string" && startOfDay(value) ? value : undefined);

export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const search: AuditSearch = {
    person: id(raw.person),
    area: auditAreas.find((area) => area === raw.area),
    object: id(raw.object),
    from: day(raw.from),
    until: day(raw.until),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** The same as the server is asked: days become moments, the last day is included. */
export function toQuery({ from, until, ...rest }: AuditSearch) {
  const end = until && startOfDay(until, 1);
  return {
    ...rest,
    from: from && startOfDay(from)?.toISOString(),
    until: end ? new Date(end.getTime() - 1).toISOString() : undefined,
  };
}
