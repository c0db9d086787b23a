import { api, quoted, take } from "./client";
import type { operations } from "./schema";
import type { CatalogItemEdit, NewCatalogRequest } from "./types";
import type { Side } from "./uploads";

export type RequestsQuery = NonNullable<operations["requests_list"]["parameters"]["query"]>;
export type ManagedRequestsQuery = NonNullable<operations["manage_requests_list"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });

export const listCatalogItems = () => take(api.GET("/api/portal/catalog/items"));

export const getCatalogItem = (id: string) => take(api.GET("/api/portal/catalog/items/{id}", { params: of(id) }));

export const listManagedItems = () => take(api.GET("/api/manage/catalog/items"));

export const getManagedItem = (id: string) => take(api.GET("/api/manage/catalog/items/{id}", { params: of(id) }));

export const createItem = (body: CatalogItemEdit, key: string) =>
  take(api.POST("/api/manage/catalog/items", { params: { header: { "Idempotency-Key": key } }, body }));

export const updateItem = (id: string, body: CatalogItemEdit, version: number) =>
  take(api.PUT("/api/manage/catalog/items/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

export const deleteItem = (id: string) => take(api.DELETE("/api/manage/catalog/items/{id}", { params: of(id) }));

const at = (id: string, version: number) => ({ ...of(id), header: { "If-Match": quoted(version) } });

export const listRequests = (query: RequestsQuery) => take(api.GET("/api/portal/requests", { params: { query } }));

export const listManagedRequests = (query: ManagedRequestsQuery) => take(api.GET("/api/manage/requests", { params: { query } }));

export const getRequest = (side: Side, id: string) =>
  side === "portal" ? take(api.GET("/api/portal/requests/{id}", { params: of(id) })) : take(api.GET("/api/manage/requests/{id}", { params: of(id) }));

export const createRequest = (body: NewCatalogRequest, key: string) =>
  take(api.POST("/api/portal/requests", { params: { header: { "Idempotency-Key": key } }, body }));

export const cancelRequest = (id: string, version: number) => take(api.POST("/api/portal/requests/{id}/cancel", { params: at(id, version), body: {} }));

export const approveRequest = (id: string, version: number) => take(api.POST("/api/portal/requests/{id}/approve", { params: at(id, version), body: {} }));

export const rejectRequest = (id: string, version: number, reason: string) =>
  take(api.POST("/api/portal/requests/{id}/reject", { params: at(id, version), body: { reason } }));

/** What staff do with a request on the company's behalf. */
export type StaffDecision = "approve" | "reject" | "cancel";

export function decideForClient(what: StaffDecision, id: string, version: number, reason: string) {
  const sent = { params: at(id, version), body: { reason } };
  if (what === "approve") return take(api.POST("/api/manage/requests/{id}/approve", sent));
  if (what === "reject") return take(api.POST("/api/manage/requests/{id}/reject", sent));
  return take(api.POST("/api/manage/requests/{id}/cancel", sent));
}

/** Where a file of a request is opened; the server answers with a short-lived link. */
export const requestFilePath = (side: Side, request: string, file: string) => `/api/${side}/requests/${encodeURIComponent(request)}/files/${encodeURIComponent(file)}`;
