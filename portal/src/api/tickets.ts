import { request } from "./http";
import type { Dashboard, Message, NewTicket, Page, Ref, Ticket, TicketSummary } from "./types";

const tickets = "/api/portal/tickets";
const one = (id: string) => `${tickets}/${encodeURIComponent(id)}`;

export interface TicketQuery {
  status?: string;
  q?: string;
  sort?: "activity" | "created";
  mine?: boolean;
  limit?: number;
  cursor?: string;
}

export const getDashboard = () => request<Dashboard>("GET", "/api/portal/dashboard");

export const listTickets = (query: TicketQuery, signal?: AbortSignal) => request<Page<TicketSummary>>("GET", tickets, { query, signal });

export const getTicket = (id: string) => request<Ticket>("GET", one(id));

export const createTicket = (ticket: NewTicket, idempotencyKey: string) =>
  request<Ticket>("POST", tickets, { body: ticket, idempotencyKey });

export const listComments = (id: string, cursor: string) => request<Page<Message>>("GET", `${one(id)}/comments`, { query: { cursor } });

export interface NewComment {
  body: string;
  attachments?: string[];
}

export const addComment = (id: string, comment: NewComment, idempotencyKey: string) =>
  request<Message>("POST", `${one(id)}/comments`, { body: comment, idempotencyKey });

export const closeTicket = (id: string) => request<Ticket>("POST", `${one(id)}/close`, { body: {} });

export const reopenTicket = (id: string) => request<Ticket>("POST", `${one(id)}/reopen`, { body: {} });

export const confirmTicket = (id: string) => request<Ticket>("POST", `${one(id)}/confirm`, { body: {} });

export const rateTicket = (id: string, rating: { score: number; comment?: string }) =>
  request<Ticket>("POST", `${one(id)}/rating`, { body: rating });

export const addWatcher = (id: string, person: string) => request<Ticket>("PUT", `${one(id)}/watchers/${encodeURIComponent(person)}`);

export const removeWatcher = (id: string, person: string) => request<Ticket>("DELETE", `${one(id)}/watchers/${encodeURIComponent(person)}`);

export const listPeople = () => request<{ items: Ref[] }>("GET", "/api/portal/people");
