import { api, take } from "./client";
import type { components, operations } from "./schema";

/** What changed is told by the area that wrote the line: any fields. */
export type AuditEntry = Omit<components["schemas"]["AuditEntry"], "detail"> & { detail?: Record<string, unknown> };
export interface AuditEntries {
  items: AuditEntry[];
  next_cursor?: string | null;
}
export type AuditQuery = NonNullable<operations["audit_list"]["parameters"]["query"]>;

export const listAudit = (query: AuditQuery, signal?: AbortSignal): Promise<AuditEntries> => take(api.GET("/api/manage/audit", { params: { query }, signal }));

/** Where the browser downloads the lines of these filters. */
export function auditFile(query: Omit<AuditQuery, "limit" | "cursor">): string {
  const params = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== ""));
  return `/api/manage/audit/export?${params.toString()}`;
}
