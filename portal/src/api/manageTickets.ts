import { api, quoted, take } from "./client";
import type { paths } from "./schema";
import type { NewStaffComment, TicketTargets, TicketUpdate } from "./types";

export type QueueQuery = NonNullable<paths["/api/manage/tickets"]["get"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });
const watcher = (id: string, user_id: string) => ({ params: { path: { id, user_id } } });
const once = (key: string) => ({ header: { "Idempotency-Key": key } });

export const listQueue = (query: QueueQuery, signal?: AbortSignal) => take(api.GET("/api/manage/tickets", { params: { query }, signal }));

export const getTicketNumbers = () => take(api.GET("/api/manage/tickets/summary"));

export const getManagedTicket = (id: string) => take(api.GET("/api/manage/tickets/{id}", { params: of(id) }));

export const updateTicket = (id: string, body: TicketUpdate) => take(api.PATCH("/api/manage/tickets/{id}", { params: of(id), body }));

export const addStaffComment = (id: string, body: NewStaffComment, key: string) =>
  take(api.POST("/api/manage/tickets/{id}/comments", { params: { ...of(id), ...once(key) }, body }));

export const listManagedComments = (id: string, cursor: string) =>
  take(api.GET("/api/manage/tickets/{id}/comments", { params: { ...of(id), query: { cursor } } }));

export const addManagedWatcher = (id: string, person: string) =>
  take(api.PUT("/api/manage/tickets/{id}/watchers/{user_id}", watcher(id, person)));

export const removeManagedWatcher = (id: string, person: string) =>
  take(api.DELETE("/api/manage/tickets/{id}/watchers/{user_id}", watcher(id, person)));

export const listStaff = () => take(api.GET("/api/manage/staff", { params: { query: { limit: 100 } } }));

export const listCannedReplies = () => take(api.GET("/api/manage/canned-replies", { params: { query: { limit: 100 } } }));

export const createCannedReply = (body: { title: string; body: string }, key: string) =>
  take(api.POST("/api/manage/canned-replies", { params: once(key), body }));

export const updateCannedReply = (id: string, body: { title: string; body: string }, version: number) =>
  take(api.PATCH("/api/manage/canned-replies/{id}", { params: { ...of(id), header: { "If-Match": quoted(version) } }, body }));

export const deleteCannedReply = (id: string) => take(api.DELETE("/api/manage/canned-replies/{id}", { params: of(id) }));

export const getTargets = () => take(api.GET("/api/manage/ticket-targets"));

export const saveTargets = (body: TicketTargets) => take(api.PUT("/api/manage/ticket-targets", { body }));
