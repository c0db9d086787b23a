import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { NotFoundPage } from "./errors/NotFoundPage";
import { PageFailure } from "./errors/PageFailure";
import { adminTree } from "./routes/admin";
import { clientTree } from "./routes/client";
import { rootRoute } from "./routes/root";

const routeTree = rootRoute.addChildren([clientTree, adminTree]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0, // the query cache decides what is fresh
    scrollRestoration: true,
    search: { strict: true }, // what mails and campaigns hang on to an address must not reach the API as a filter
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageFailure,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** The tenant's own CSS does not apply to this page. */
    plain?: boolean;
  }
}
