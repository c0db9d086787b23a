import { request } from "./http";
import type { CannedReply, Message, NewTicketOnBehalf, Page, StaffMember, Status, Ticket, TicketPatch, TicketSummary, TicketTargets } from "./types";

const tickets = "/api/manage/tickets";
const one = (id: string) => `${tickets}/${encodeURIComponent(id)}`;

export interface QueueQuery {
  status?: string;
  priority?: string;
  category?: string;
  /** A person's id, `me` or `none`. */
  assignee?: string;
  company?: string;
  q?: string;
  breached?: boolean;
  sort?: "activity" | "created";
  limit?: number;
  cursor?: string;
}

export const listQueue = (query: QueueQuery, signal?: AbortSignal) => request<Page<TicketSummary>>("GET", tickets, { query, signal });

export const getManagedTicket = (id: string) => request<Ticket>("GET", one(id));

export const createTicketFor = (ticket: NewTicketOnBehalf, idempotencyKey: string) =>
  request<Ticket>("POST", tickets, { body: ticket, idempotencyKey });

export const patchTicket = (id: string, patch: TicketPatch, ifMatch?: number) => request<Ticket>("PATCH", one(id), { body: patch, ifMatch });

export interface StaffComment {
  body: string;
  internal: boolean;
  attachments?: string[];
  status?: Status;
}

export const addStaffComment = (id: string, comment: StaffComment, idempotencyKey: string) =>
  request<Message>("POST", `${one(id)}/comments`, { body: comment, idempotencyKey });

export const listManagedComments = (id: string, cursor: string) =>
  request<Page<Message>>("GET", `${one(id)}/comments`, { query: { cursor } });

export const addManagedWatcher = (id: string, person: string) =>
  request<Ticket>("PUT", `${one(id)}/watchers/${encodeURIComponent(person)}`);

export const removeManagedWatcher = (id: string, person: string) =>
  request<Ticket>("DELETE", `${one(id)}/watchers/${encodeURIComponent(person)}`);

export const listStaff = () => request<{ items: StaffMember[] }>("GET", "/api/manage/staff");

const canned = "/api/manage/canned-replies";

export const listCannedReplies = () => request<Page<CannedReply>>("GET", canned);

export const createCannedReply = (reply: { title: string; body: string }, idempotencyKey: string) =>
  request<CannedReply>("POST", canned, { body: reply, idempotencyKey });

export const updateCannedReply = (id: string, reply: { title: string; body: string }, version: number) =>
  request<CannedReply>("PATCH", `${canned}/${encodeURIComponent(id)}`, { body: reply, ifMatch: version });

export const deleteCannedReply = (id: string) => request<undefined>("DELETE", `${canned}/${encodeURIComponent(id)}`);

export const getTargets = () => request<TicketTargets>("GET", "/api/manage/ticket-targets");

export const saveTargets = (targets: TicketTargets) => request<TicketTargets>("PUT", "/api/manage/ticket-targets", { body: targets });
