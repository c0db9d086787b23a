import { api, take } from "./client";
import type { paths } from "./schema";
import type { NewComment, NewTicket } from "./types";

export type TicketQuery = NonNullable<paths["/api/portal/tickets"]["get"]["parameters"]["query"]>;

const of = (id: string) => ({ path: { id } });
const watcher = (id: string, user_id: string) => ({ params: { path: { id, user_id } } });
const once = (key: string) => ({ header: { "Idempotency-Key": key } });

export const getDashboard = () => take(api.GET("/api/portal/dashboard"));

export const listTickets = (query: TicketQuery, signal?: AbortSignal) => take(api.GET("/api/portal/tickets", { params: { query }, signal }));

export const getTicket = (id: string) => take(api.GET("/api/portal/tickets/{id}", { params: of(id) }));

/** Makes one ticket for one key, however often it is sent. */
export const createTicket = (body: NewTicket, key: string) => take(api.POST("/api/portal/tickets", { params: once(key), body }));

export const listComments = (id: string, cursor: string) =>
  take(api.GET("/api/portal/tickets/{id}/comments", { params: { ...of(id), query: { cursor } } }));

export const addComment = (id: string, body: NewComment, key: string) =>
  take(api.POST("/api/portal/tickets/{id}/comments", { params: { ...of(id), ...once(key) }, body }));

export const closeTicket = (id: string) => take(api.POST("/api/portal/tickets/{id}/close", { params: of(id), body: {} }));

export const reopenTicket = (id: string) => take(api.POST("/api/portal/tickets/{id}/reopen", { params: of(id), body: {} }));

export const confirmTicket = (id: string) => take(api.POST("/api/portal/tickets/{id}/confirm", { params: of(id), body: {} }));

export const rateTicket = (id: string, body: { score: number; comment?: string }) =>
  take(api.POST("/api/portal/tickets/{id}/rating", { params: of(id), body }));

export const addWatcher = (id: string, person: string) => take(api.PUT("/api/portal/tickets/{id}/watchers/{user_id}", watcher(id, person)));

export const removeWatcher = (id: string, person: string) => take(api.DELETE("/api/portal/tickets/{id}/watchers/{user_id}", watcher(id, person)));

export const listPeople = () => take(api.GET("/api/portal/people", { params: { query: { limit: 100 } } }));
