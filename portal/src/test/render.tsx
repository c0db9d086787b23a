import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Session } from "@/api/types";
import { startLanguage } from "@/i18n";
import { sessionQuery } from "@/ui/session";
import { UiProvider } from "@/ui/UiProvider";

/** Shows a component as the portal would, with its language and theme. */
export async function show(content: ReactNode) {
  await startLanguage("base", "behind");
  return render(<UiProvider>{content}</UiProvider>);
}

/** The same for somebody who is signed in, with the permissions that the server gives to the role. */
export async function showAs(role: Session["user"]["role"], content: ReactNode) {
  await startLanguage("base", "behind");
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const session = {
    user: { id: "usr_1", name: "Reader", email: "reader@example.com", role },
    tenant: { slug: "acme", name: "Acme IT" },
    permissions: role === "company_admin" ? ["tickets.company", "team.manage", "billing"] : [],
  };
  queries.setQueryData(sessionQuery.queryKey, session as unknown as Session);
  const root = createRootRoute({ component: () => content });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  return render(
    <UiProvider>
      <QueryClientProvider client={queries}>
        {/* The test's routes are not the portal's. */}
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </UiProvider>,
  );
}
