import { api, quoted, take } from "./client";
import type { paths } from "./schema";
import type { NewSignature, PolicyEdit, SharedFileEdit } from "./types";

export type DocumentsQuery = NonNullable<paths["/api/portal/documents"]["get"]["parameters"]["query"]>;
export type SharedFilesQuery = NonNullable<paths["/api/manage/documents/files"]["get"]["parameters"]["query"]>;
export type ComplianceQuery = NonNullable<paths["/api/manage/documents/compliance/companies"]["get"]["parameters"]["query"]>;
/** Whose missing signatures. */
export type ComplianceSelection = NonNullable<paths["/api/manage/documents/compliance/reminder"]["get"]["parameters"]["query"]>;
export type PoliciesQuery = NonNullable<paths["/api/manage/documents/policies"]["get"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });
const at = (id: string, version: number) => ({ ...of(id), header: { "If-Match": quoted(version) } });
const once = (key: string) => ({ header: { "Idempotency-Key": key } });

export const listDocuments = (query: DocumentsQuery, signal?: AbortSignal) => take(api.GET("/api/portal/documents", { params: { query }, signal }));

export const getDocument = (id: string) => take(api.GET("/api/portal/documents/{id}", { params: of(id) }));

export const signDocument = (id: string, body: NewSignature) => take(api.POST("/api/portal/documents/{id}/sign", { params: of(id), body }));

export const declineDocument = (id: string, body: { version: number; content_sha256: string; reason: string }) =>
  take(api.POST("/api/portal/documents/{id}/decline", { params: of(id), body }));

export const listSharedFiles = (query: SharedFilesQuery, signal?: AbortSignal) => take(api.GET("/api/manage/documents/files", { params: { query }, signal }));

export const getSharedFile = (id: string) => take(api.GET("/api/manage/documents/files/{id}", { params: of(id) }));

export const shareFile = (upload: string, about: SharedFileEdit, key: string) =>
  take(api.POST("/api/manage/documents/files", { params: once(key), body: { upload, about } }));

export const updateSharedFile = (id: string, body: SharedFileEdit, version: number) =>
  take(api.PUT("/api/manage/documents/files/{id}", { params: at(id, version), body }));

export const replaceSharedFile = (id: string, upload: string, key: string) =>
  take(api.POST("/api/manage/documents/files/{id}/versions", { params: { ...of(id), ...once(key) }, body: { upload } }));

export const deleteSharedFile = (id: string) => take(api.DELETE("/api/manage/documents/files/{id}", { params: of(id) }));

export const listPolicies = (query: PoliciesQuery, signal?: AbortSignal) => take(api.GET("/api/manage/documents/policies", { params: { query }, signal }));

export const getPolicy = (id: string) => take(api.GET("/api/manage/documents/policies/{id}", { params: of(id) }));

export const createPolicy = (body: PolicyEdit, key: string) => take(api.POST("/api/manage/documents/policies", { params: once(key), body }));

export const updatePolicy = (id: string, body: PolicyEdit, version: number) =>
  take(api.PUT("/api/manage/documents/policies/{id}", { params: at(id, version), body }));

export const deletePolicy = (id: string) => take(api.DELETE("/api/manage/documents/policies/{id}", { params: of(id) }));

export const publishPolicy = (id: string, version: number) => take(api.POST("/api/manage/documents/policies/{id}/publish", { params: at(id, version) }));

export const archivePolicy = (id: string, version: number) => take(api.POST("/api/manage/documents/policies/{id}/archive", { params: at(id, version) }));

export const previewPolicy = (id: string, company?: string) =>
  take(api.GET("/api/manage/documents/policies/{id}/preview", { params: { ...of(id), query: { company } } }));

export const getSigners = (id: string) => take(api.GET("/api/manage/documents/policies/{id}/signers", { params: of(id) }));

export const getSignature = (id: string) => take(api.GET("/api/manage/documents/signatures/{id}", { params: of(id) }));

export const getCompliance = () => take(api.GET("/api/manage/documents/compliance"));

export const listCompliance = (query: ComplianceQuery, signal?: AbortSignal) =>
  take(api.GET("/api/manage/documents/compliance/companies", { params: { query }, signal }));

export const listOutstanding = (id: string, cursor: string | undefined, signal?: AbortSignal) =>
  take(api.GET("/api/manage/documents/compliance/companies/{id}", { params: { ...of(id), query: { cursor } }, signal }));

/** How many a reminder would reach. */
export const previewReminder = (query: ComplianceSelection) => take(api.GET("/api/manage/documents/compliance/reminder", { params: { query } }));

export const sendReminder = (body: ComplianceSelection) => take(api.POST("/api/manage/documents/compliance/remind", { body }));

/** Where the browser gets every policy in every company as a spreadsheet. */
export const complianceExport = "/api/manage/documents/compliance/export";

export const listCallbacks = (id: string, cursor?: string) =>
  take(api.GET("/api/manage/documents/policies/{id}/callbacks", { params: { ...of(id), query: { cursor } } }));

export const resendCallback = (id: string, callback: string) =>
  take(api.POST("/api/manage/documents/policies/{id}/callbacks/{callback}/resend", { params: { path: { id, callback } } }));

/** Where a shared file is opened or saved; the server answers with a short-lived link. */
export const filePath = (side: "portal" | "manage", id: string, query: { version?: number; download?: boolean } = {}) => {
  const search = new URLSearchParams();
  if (query.version) search.set("version", String(query.version));
  if (query.download) search.set("download", "1");
  const text = search.toString();
  return `/api/${side}/documents/files/${encodeURIComponent(id)}/download${text && `?${text}`}`;
};

/** Where the PDF of a signature is opened or saved; the server answers with a short-lived link. */
export const pdfPath = (side: "portal" | "manage", signature: string) =>
  side === "portal" ? `/api/portal/documents/signed/${encodeURIComponent(signature)}/pdf` : `/api/manage/documents/signatures/${encodeURIComponent(signature)}/pdf`;

/** Where the browser gets the roster as a spreadsheet. */
export const signersExport = (id: string) => `/api/manage/documents/policies/${encodeURIComponent(id)}/signers/export`;
