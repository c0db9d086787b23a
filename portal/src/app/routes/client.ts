import { createRoute, redirect } from "@tanstack/react-router";
import { documentsQuery, readingQuery } from "@/features/documents/queries";
import { parseDocumentSearch } from "@/features/documents/search";
import { announcementQuery, announcementsQuery } from "@/features/announcements/queries";
import { parseCatalogSearch } from "@/features/catalog/client/search";
import { catalogItemQuery, catalogQuery, requestQuery } from "@/features/catalog/queries";
import { parseRequestSearch } from "@/features/catalog/requestSearch";
import { ticketQuery } from "@/features/tickets/queries";
import { parseTicketSearch, rememberedSearch } from "@/features/tickets/client/search";
import { invoiceQuery } from "@/features/invoices/queries";
import { parseInvoiceSearch } from "@/features/invoices/search";
import { dashboardQuery } from "@/ui/dashboard";
import { ClientDashboard } from "../pages/ClientDashboard";
import { lazyPage } from "./lazyPage";
import { onlyFor } from "./onlyFor";
import { clientRoute } from "./root";

const index = createRoute({
  getParentRoute: () => clientRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/portal/dashboard", replace: true });
  },
});

const dashboard = createRoute({
  getParentRoute: () => clientRoute,
  path: "dashboard",
  loader: ({ context }) => void context.queries.prefetchQuery(dashboardQuery),
  component: ClientDashboard, // where most begin: it comes with the frame,
});

const tickets = createRoute({
  getParentRoute: () => clientRoute,
  path: "tickets",
  validateSearch: parseTicketSearch,
  beforeLoad: ({ search, cause }) => {
    const remembered = cause === "enter" && Object.keys(search).length === 0 ? rememberedSearch() : null;
    if (remembered) throw redirect({ to: "/portal/tickets", search: remembered, replace: true });
  },
  component: lazyPage(() => import("@/features/tickets/client/TicketListPage"), "TicketListPage"),
});

const newTicket = createRoute({
  getParentRoute: () => clientRoute,
  path: "tickets/new",
  component: lazyPage(() => import("@/features/tickets/client/NewTicketPage"), "NewTicketPage"),
});

const ticket = createRoute({
  getParentRoute: () => clientRoute,
  path: "tickets/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(ticketQuery("portal", params.id)),
  component: lazyPage(() => import("@/features/tickets/client/TicketPage"), "TicketPage"),
});

const team = createRoute({
  getParentRoute: () => clientRoute,
  path: "team",
  validateSearch: (raw: Record<string, unknown>): { q?: string } => (raw.q ? { q: String(raw.q as string).slice(0, 200) } : {}),
  component: onlyFor((rights) => rights.team, lazyPage(() => import("@/features/team/TeamPage"), "TeamPage")),
});

const catalog = createRoute({
  getParentRoute: () => clientRoute,
  path: "catalog",
  validateSearch: parseCatalogSearch,
  loader: ({ context }) => void context.queries.prefetchQuery(catalogQuery),
  component: lazyPage(() => import("@/features/catalog/client/CatalogPage"), "CatalogPage"),
});

const item = createRoute({
  getParentRoute: () => clientRoute,
  path: "catalog/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(catalogItemQuery(params.id)),
  component: lazyPage(() => import("@/features/catalog/client/ItemPage"), "ItemPage"),
});

const requests = createRoute({
  getParentRoute: () => clientRoute,
  path: "requests",
  validateSearch: parseRequestSearch,
  component: lazyPage(() => import("@/features/catalog/client/RequestsPage"), "RequestsPage"),
});

const request = createRoute({
  getParentRoute: () => clientRoute,
  path: "requests/$id",
  staticData: { plain: true }, // somebody may be about to approve it
  loader: ({ context, params }) => void context.queries.prefetchQuery(requestQuery("portal", params.id)),
  component: lazyPage(() => import("@/features/catalog/client/RequestPage"), "RequestPage"),
});

const invoices = createRoute({
  getParentRoute: () => clientRoute,
  path: "invoices",
  validateSearch: parseInvoiceSearch,
  component: onlyFor((rights) => rights.billing, lazyPage(() => import("@/features/invoices/client/InvoiceListPage"), "InvoiceListPage")),
});

const invoice = createRoute({
  getParentRoute: () => clientRoute,
  path: "invoices/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(invoiceQuery("portal", params.id)),
  component: onlyFor((rights) => rights.billing, lazyPage(() => import("@/features/invoices/client/InvoicePage"), "InvoicePage")),
});

const announcements = createRoute({
  getParentRoute: () => clientRoute,
  path: "announcements",
  loader: ({ context }) => void context.queries.prefetchInfiniteQuery(announcementsQuery),
  component: lazyPage(() => import("@/features/announcements/client/AnnouncementsPage"), "AnnouncementsPage"),
});

const announcement = createRoute({
  getParentRoute: () => clientRoute,
  path: "announcements/$id",
  loader: ({ context, params }) => void context.queries.prefetchQuery(announcementQuery(params.id)),
  component: lazyPage(() => import("@/features/announcements/client/AnnouncementPage"), "AnnouncementPage"),
});

const documents = createRoute({
  getParentRoute: () => clientRoute,
  path: "documents",
  validateSearch: parseDocumentSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queries.prefetchInfiniteQuery(documentsQuery({ ...deps, tab: deps.tab ?? "to-sign" })),
  component: lazyPage(() => import("@/features/documents/client/DocumentsPage"), "DocumentsPage"),
});

const document = createRoute({
  getParentRoute: () => clientRoute,
  path: "documents/$id",
  staticData: { plain: true }, // what is signed is shown as the server gave it
  loader: ({ context, params }) => void context.queries.prefetchQuery(readingQuery(params.id)),
  component: lazyPage(() => import("@/features/documents/client/SignPage"), "SignPage"),
});

const profile = createRoute({
  getParentRoute: () => clientRoute,
  path: "profile",
  component: lazyPage(() => import("@/features/profile/ProfilePage"), "ProfilePage"),
});

export const clientTree = clientRoute.addChildren([
  index,
  dashboard,
  tickets,
  newTicket,
  ticket,
  catalog,
  item,
  requests,
  request,
  invoices,
  invoice,
  announcements,
  announcement,
  team,
  documents,
  document,
  profile,
]);
