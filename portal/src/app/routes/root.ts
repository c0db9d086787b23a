import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { rightsOf, sessionQuery } from "@/ui/session";
import { ClientFrame } from "../shell/ClientFrame";
import { StaffFrame } from "../shell/StaffFrame";

export interface RouterContext {
  queries: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()();

async function isStaff(context: RouterContext): Promise<boolean> {
  return rightsOf(await context.queries.ensureQueryData(sessionQuery)).staff;
}

export const clientRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portal",
  component: ClientFrame,
  beforeLoad: async ({ context }) => {
    if (await isStaff(context)) throw redirect({ to: "/admin", replace: true });
  },
});

export const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin",
  component: StaffFrame,
});
