/** Shapes on the wire, as the server describes them. Times are RFC 3339 in UTC. */

export type Role = "user" | "company_admin" | "admin" | "technician" | "viewer";
export type Access = "own" | "company";
export type Permission = string;

export interface Ref {
  id: string;
  name: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  role: Role;
  access?: Access | null;
  company?: Ref | null;
}

export interface Session {
  user: User;
  tenant: { slug: string; name: string; org_type: "msp" | "mission" };
  permissions: Permission[];
  expires_at: string;
}

export interface SignedIn {
  user: User;
  landing: string;
}

export interface Device {
  id: string;
  device: string;
  address: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

export interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

export interface Branding {
  tenant: string;
  org_type: "msp" | "mission";
  portal_name: string;
  primary_color: string;
  accent_color: string;
  logo_url?: string | null;
  favicon_url?: string | null;
  welcome_text: string;
  welcome_html: string;
  support_email?: string | null;
  support_phone?: string | null;
  show_powered_by: boolean;
  theme_url: string;
  version: number;
}

export interface ContrastCheck {
  ratio: number;
  passes: boolean;
  suggestion?: string | null;
}

export interface Contrast {
  primary: ContrastCheck;
  accent: ContrastCheck;
}

export interface RemovedCss {
  line: number;
  what: string;
}

export interface ManagedBranding extends Branding {
  custom_css: string;
  custom_css_removed: RemovedCss[];
  contrast: Contrast;
}

export interface BrandingEdit {
  portal_name: string;
  primary_color: string;
  accent_color: string;
  welcome_text: string;
  support_email: string | null;
  support_phone: string | null;
  custom_css: string;
  show_powered_by: boolean;
}

export interface BrandingCheck {
  contrast: Contrast;
  custom_css: string;
  custom_css_removed: RemovedCss[];
  variables: { light: Record<string, string>; dark: Record<string, string> };
}

export const statuses = ["open", "in_progress", "waiting_on_client", "waiting_on_vendor", "resolved", "closed"] as const;
export const priorities = ["low", "medium", "high", "critical"] as const;
export const categories = ["general", "hardware", "software", "network", "email", "security", "other"] as const;
export type Status = (typeof statuses)[number];
export type Priority = (typeof priorities)[number];
export type Category = (typeof categories)[number];

export interface Target {
  due_at: string;
  met_at?: string | null;
  breached: boolean;
}

export interface Targets {
  first_response?: Target | null;
  resolution?: Target | null;
}

export interface TicketSummary {
  id: string;
  number: number;
  subject: string;
  status: Status;
  priority: Priority;
  category: Category;
  submitter: Ref;
  company: Ref;
  assignee?: { id?: string; name: string } | null;
  created_at: string;
  updated_at: string;
  activity_at: string;
  waiting_on_you: boolean;
  unread?: boolean;
  message_count: number;
  attachment_count: number;
  targets?: Targets | null;
  version: number;
}

export interface Attachment {
  id: string;
  name: string;
  size: number;
  content_type: string;
  inline: boolean;
}

export interface TicketEvent {
  type: "status" | "priority" | "category" | "assignee" | "rating" | "watcher" | (string & {});
  from?: string | null;
  to?: string | null;
}

export interface Message {
  id: string;
  kind: "comment" | "event";
  author: { id?: string | null; name: string; staff: boolean };
  body?: string | null;
  internal?: boolean;
  created_at: string;
  attachments: Attachment[];
  event?: TicketEvent | null;
}

export interface TicketActions {
  comment?: boolean;
  close?: boolean;
  reopen?: boolean;
  confirm?: boolean;
  rate?: boolean;
  watch?: boolean;
  internal_note?: boolean;
  update?: boolean;
}

export interface Ticket extends TicketSummary {
  comments: Message[];
  next_comments_cursor?: string | null;
  watchers: Ref[];
  rating?: { score: number; comment?: string | null; at: string } | null;
  actions: TicketActions;
  resolved_at?: string | null;
  closed_at?: string | null;
}

export interface NewTicket {
  subject: string;
  category?: Category;
  priority?: Priority;
  description: string;
  attachments?: string[];
  watchers?: string[];
}

export interface NewTicketOnBehalf extends NewTicket {
  company: string;
  submitter: string;
}

export interface TicketPatch {
  status?: Status;
  priority?: Priority;
  category?: Category;
  assignee?: string | null;
  subject?: string;
}

export interface Dashboard {
  open_tickets: number;
  waiting_on_you: number;
  unread_announcements: number;
  recent_tickets: TicketSummary[];
  first_name: string;
  welcome_html: string;
}

export interface CannedReply {
  id: string;
  title: string;
  body: string;
  version: number;
}

export interface TargetMinutes {
  first_response_minutes: number;
  resolution_minutes: number;
}
export type TicketTargets = Record<Priority, TargetMinutes>;

export interface StaffMember extends Ref {
  role: Role;
}

export interface Overview {
  checklist: { key: string; done: boolean }[];
  open_by_status: Partial<Record<Status, number>>;
  breached: number;
  unassigned: number;
  recent_sign_ins: { name: string; email: string; role: Role; at: string }[];
}

export interface Company {
  id: string;
  name: string;
  contact_email?: string | null;
  email_domains: string[];
  status: string;
  user_count?: number;
  created_at: string;
  version: number;
}

export interface CompanyEdit {
  name: string;
  contact_email?: string | null;
  email_domains?: string[];
}

export interface CompanyUser extends User {
  status: string;
  last_login_at?: string | null;
  login_count: number;
  created_at: string;
  version?: number;
}

export interface NewUser {
  name: string;
  email: string;
  role: "user" | "company_admin";
  access?: Access;
  password: string;
}
