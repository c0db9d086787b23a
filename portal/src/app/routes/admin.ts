import { createRoute } from "@tanstack/react-router";
import { parseAdminSearch } from "@/features/announcements/manage/search";
import { managedAnnouncementQuery } from "@/features/announcements/queries";
import { managedItemQuery, requestQuery } from "@/features/catalog/queries";
import { parseRequestSearch } from "@/features/catalog/requestSearch";
import { parseMailSearch } from "@/features/mail/search";
import { ticketQuery } from "@/features/tickets/queries";
import { parseQueueSearch } from "@/features/tickets/manage/search";
import { parseAuditSearch } from "@/features/audit/search";
import { parseUserSearch } from "@/features/admin/userSearch";
import { parseSettingsSearch } from "@/features/settings/search";
import { invoiceQuery } from "@/features/invoices/queries";
import { complianceQuery, outstandingQuery, policyQuery, sharedFileQuery, signersQuery } from "@/features/documents/queries";
import { parseComplianceSearch, parseFilesSearch, parsePoliciesSearch } from "@/features/documents/search";
import { parseInvoiceSearch } from "@/features/invoices/search";
import { lazyPage } from "./lazyPage";
import { onlyFor } from "./onlyFor";
import { staffRoute } from "./root";

const overview = createRoute({
  getParentRoute: () => staffRoute,
  path: "/",
  component: lazyPage(() => import("../pages/StaffOverview"), "StaffOverview"),
});

const queue = createRoute({
  getParentRoute: () => staffRoute,
  path: "tickets",
  validateSearch: parseQueueSearch,
  component: lazyPage(() => import("@/features/tickets/manage/QueuePage"), "QueuePage"),
});

const ticket = createRoute({
  getParentRoute: () => staffRoute,
  path: "tickets/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(ticketQuery("manage", params.id)),
  component: lazyPage(() => import("@/features/tickets/manage/ManagedTicketPage"), "ManagedTicketPage"),
});

const cannedReplies = createRoute({
  getParentRoute: () => staffRoute,
  path: "tickets/canned-replies",
  component: lazyPage(() => import("@/features/tickets/manage/CannedRepliesPage"), "CannedRepliesPage"),
});

const targets = createRoute({
  getParentRoute: () => staffRoute,
  path: "tickets/targets",
  component: lazyPage(() => import("@/features/tickets/manage/TargetsPage"), "TargetsPage"),
});

const invoices = createRoute({
  getParentRoute: () => staffRoute,
  path: "invoices",
  validateSearch: parseInvoiceSearch,
  component: lazyPage(() => import("@/features/invoices/manage/ManagedInvoicesPage"), "ManagedInvoicesPage"),
});

const invoice = createRoute({
  getParentRoute: () => staffRoute,
  path: "invoices/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(invoiceQuery("manage", params.id)),
  component: lazyPage(() => import("@/features/invoices/manage/ManagedInvoicePage"), "ManagedInvoicePage"),
});

const clients = createRoute({
  getParentRoute: () => staffRoute,
  path: "clients",
  validateSearch: (raw: Record<string, unknown>): { q?: string; status?: "active" | "disabled" } => ({
    ...(raw.q ? { q: String(raw.q as string).slice(0, 200) } : {}),
    ...(raw.status === "active" || raw.status === "disabled" ? { status: raw.status } : {}),
  }),
  component: lazyPage(() => import("@/features/admin/ClientsPage"), "ClientsPage"),
});

const imports = createRoute({
  getParentRoute: () => staffRoute,
  path: "clients/import",
  component: onlyFor((rights) => rights.administer, lazyPage(() => import("@/features/admin/ImportsPage"), "ImportsPage")),
});

const oneImport = createRoute({
  getParentRoute: () => staffRoute,
  path: "clients/import/$id",
  component: onlyFor((rights) => rights.administer, lazyPage(() => import("@/features/admin/ImportPage"), "ImportPage")),
});

const users = createRoute({
  getParentRoute: () => staffRoute,
  path: "users",
  validateSearch: parseUserSearch,
  component: lazyPage(() => import("@/features/admin/UsersPage"), "UsersPage"),
});

const user = createRoute({
  getParentRoute: () => staffRoute,
  path: "users/$id",
  component: lazyPage(() => import("@/features/admin/UserPage"), "UserPage"),
});

const staff = createRoute({
  getParentRoute: () => staffRoute,
  path: "staff",
  component: lazyPage(() => import("@/features/admin/StaffPage"), "StaffPage"),
});

const client = createRoute({
  getParentRoute: () => staffRoute,
  path: "clients/$id",
  component: lazyPage(() => import("@/features/admin/ClientPage"), "ClientPage"),
});

const mail = createRoute({
  getParentRoute: () => staffRoute,
  path: "mail",
  validateSearch: parseMailSearch,
  component: lazyPage(() => import("@/features/mail/MailPage"), "MailPage"),
});

const branding = createRoute({
  getParentRoute: () => staffRoute,
  path: "branding",
  component: lazyPage(() => import("@/features/branding/BrandingPage"), "BrandingPage"),
});

const announcements = createRoute({
  getParentRoute: () => staffRoute,
  path: "announcements",
  validateSearch: parseAdminSearch,
  component: lazyPage(() => import("@/features/announcements/manage/AdminAnnouncementsPage"), "AdminAnnouncementsPage"),
});

const newAnnouncement = createRoute({
  getParentRoute: () => staffRoute,
  path: "announcements/new",
  component: onlyFor((rights) => rights.work, lazyPage(() => import("@/features/announcements/manage/EditorPage"), "NewAnnouncementPage")),
});

const announcement = createRoute({
  getParentRoute: () => staffRoute,
  path: "announcements/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(managedAnnouncementQuery(params.id)),
  component: lazyPage(() => import("@/features/announcements/manage/EditorPage"), "EditorPage"),
});

const catalog = createRoute({
  getParentRoute: () => staffRoute,
  path: "catalog",
  component: lazyPage(() => import("@/features/catalog/manage/ManagedItemsPage"), "ManagedItemsPage"),
});

const newItem = createRoute({
  getParentRoute: () => staffRoute,
  path: "catalog/new",
  component: onlyFor((rights) => rights.administer, lazyPage(() => import("@/features/catalog/manage/EditorPage"), "NewItemPage")),
});

const item = createRoute({
  getParentRoute: () => staffRoute,
  path: "catalog/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(managedItemQuery(params.id)),
  component: lazyPage(() => import("@/features/catalog/manage/EditorPage"), "EditorPage"),
});

const requests = createRoute({
  getParentRoute: () => staffRoute,
  path: "requests",
  validateSearch: parseRequestSearch,
  component: lazyPage(() => import("@/features/catalog/manage/ManagedRequestsPage"), "ManagedRequestsPage"),
});

const request = createRoute({
  getParentRoute: () => staffRoute,
  path: "requests/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(requestQuery("manage", params.id)),
  component: lazyPage(() => import("@/features/catalog/manage/ManagedRequestPage"), "ManagedRequestPage"),
});

const documents = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents",
  validateSearch: parseFilesSearch,
  component: lazyPage(() => import("@/features/documents/manage/FilesPage"), "FilesPage"),
});

const sharedFile = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/files/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(sharedFileQuery(params.id)),
  component: lazyPage(() => import("@/features/documents/manage/FilePage"), "FilePage"),
});

const policies = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/policies",
  validateSearch: parsePoliciesSearch,
  component: lazyPage(() => import("@/features/documents/manage/PoliciesPage"), "PoliciesPage"),
});

const newPolicy = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/policies/new",
  component: onlyFor((rights) => rights.administer, lazyPage(() => import("@/features/documents/manage/PolicyPage"), "NewPolicyPage")),
});

const policy = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/policies/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(policyQuery(params.id)),
  component: lazyPage(() => import("@/features/documents/manage/PolicyPage"), "PolicyPage"),
});

const signers = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/policies/$id/signers",
  loader: ({ context, params }) => void context.queries.prefetchQuery(signersQuery(params.id)),
  component: lazyPage(() => import("@/features/documents/manage/SignersPage"), "SignersPage"),
});

const compliance = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/compliance",
  validateSearch: parseComplianceSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(complianceQuery),
  component: lazyPage(() => import("@/features/documents/manage/CompliancePage"), "CompliancePage"),
});

const companyCompliance = createRoute({
  getParentRoute: () => staffRoute,
  path: "documents/compliance/$id",
  loader: ({ context, params }) => void context.queries.prefetchInfiniteQuery(outstandingQuery(params.id)),
  component: lazyPage(() => import("@/features/documents/manage/OutstandingPage"), "OutstandingPage"),
});

const audit = createRoute({
  getParentRoute: () => staffRoute,
  path: "audit",
  validateSearch: parseAuditSearch,
  component: lazyPage(() => import("@/features/audit/AuditPage"), "AuditPage"),
});

const settings = createRoute({
  getParentRoute: () => staffRoute,
  path: "settings",
  validateSearch: parseSettingsSearch,
  component: lazyPage(() => import("@/features/settings/SettingsPage"), "SettingsPage"),
});

const profile = createRoute({
  getParentRoute: () => staffRoute,
  path: "profile",
  component: lazyPage(() => import("@/features/profile/ProfilePage"), "ProfilePage"),
});

export const adminTree = staffRoute.addChildren([
  overview,
  queue,
  cannedReplies,
  targets,
  ticket,
  invoices,
  invoice,
  clients,
  client,
  imports,
  oneImport,
  users,
  user,
  staff,
  announcements,
  newAnnouncement,
  announcement,
  catalog,
  newItem,
  item,
  requests,
  request,
  documents,
  sharedFile,
  policies,
  newPolicy,
  policy,
  signers,
  compliance,
  companyCompliance,
  branding,
  mail,
  audit,
  settings,
  profile,
]);
