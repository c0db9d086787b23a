import { api, quoted, take } from "./client";
import type { paths } from "./schema";
import type { ImportEdit, InviteWanted, NewStaff, UserEdit } from "./types";

export type UserQuery = Omit<NonNullable<paths["/api/manage/users"]["get"]["parameters"]["query"]>, "limit" | "cursor">;

const of = (id: string) => ({ path: { id } });
const at = (id: string, version: number) => ({ params: { ...of(id), header: { "If-Match": quoted(version) } } });
const once = (key: string) => ({ header: { "Idempotency-Key": key } });

export const listUsers = (query: UserQuery & { cursor?: string }, signal?: AbortSignal) => take(api.GET("/api/manage/users", { params: { query }, signal }));

export const getUser = (id: string) => take(api.GET("/api/manage/users/{id}", { params: of(id) }));

export const updateUser = (id: string, body: UserEdit, version: number) => take(api.PATCH("/api/manage/users/{id}", { ...at(id, version), body }));

export const disableUser = (id: string) => take(api.POST("/api/manage/users/{id}/disable", { params: of(id) }));

export const enableUser = (id: string) => take(api.POST("/api/manage/users/{id}/enable", { params: of(id) }));

export const endUserSessions = (id: string) => take(api.POST("/api/manage/users/{id}/end-sessions", { params: of(id) }));

/** Lifts all locks of the person's account after wrong passwords. */
export const unlockUser = (id: string) => take(api.POST("/api/manage/users/{id}/unlock", { params: of(id) }));

/** The current locks after wrong passwords, of one person or of all people and networks. */
export const listSignInLocks = (user?: string) => take(api.GET("/api/manage/sign-in-locks", { params: { query: { user } } }));

export const liftSignInLock = (id: string) => take(api.DELETE("/api/manage/sign-in-locks/{id}", { params: of(id) }));

export const inviteUser = (id: string) => take(api.POST("/api/manage/users/{id}/invitation", { params: of(id) }));

/** Sends the link again by which a person confirms a new email. */
export const resendEmail = (id: string) => take(api.POST("/api/manage/users/{id}/email-change", { params: of(id) }));

export const cancelUserEmail = (id: string) => take(api.DELETE("/api/manage/users/{id}/email-change", { params: of(id) }));

export const inviteUsers = (body: InviteWanted) => take(api.POST("/api/manage/users/invitations", { body }));

export const impersonate = (id: string, body: { reason: string; write: boolean }) =>
  take(api.POST("/api/manage/users/{id}/impersonation", { params: of(id), body }));

export const endImpersonation = () => take(api.DELETE("/api/portal/impersonation"));

export const createStaff = (body: NewStaff, key: string) => take(api.POST("/api/manage/staff", { params: once(key), body }));

export const uploadImport = (file: File, key: string) =>
  take(
    api.POST("/api/manage/imports", {
      params: { query: { name: file.name.slice(0, 200) }, ...once(key) },
      body: file as never,
      bodySerializer: (body: unknown) => body as File,
      headers: { "content-type": "text/csv" },
    }),
  );

export const listImports = () => take(api.GET("/api/manage/imports", { params: { query: { limit: 10 } } }));

export const getImport = (id: string) => take(api.GET("/api/manage/imports/{id}", { params: of(id) }));

export const editImport = (id: string, body: ImportEdit, version: number) => take(api.PATCH("/api/manage/imports/{id}", { ...at(id, version), body }));

export const startImport = (id: string, version: number) => take(api.POST("/api/manage/imports/{id}/start", at(id, version)));

export const deleteImport = (id: string) => take(api.DELETE("/api/manage/imports/{id}", { params: of(id) }));

/** The address of a list as a file, with the filters of the page. */
export function exportAddress(what: "users" | "companies", query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const search = new URLSearchParams(given).toString();
  return `/api/manage/exports/${what}${search && `?${search}`}`;
}
