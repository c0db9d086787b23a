import "@/ui/styles/portal";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { boot } from "@/api/boot";
import { keepEarlyOf } from "@/api/early";
import { Problem } from "@/api/problem";
import type { Session } from "@/api/types";
import { PortalUnreachable } from "@/features/auth/PortalUnreachable";
import { chooseLanguage } from "@/i18n";
import { applyBranding } from "@/ui/applyBranding";
import { brandingQuery, sessionQuery } from "@/ui/session";
import { forgetPeople, keep, recall } from "@/util/storage";
import { takeWanted } from "@/util/wanted";
import { setReaderZone } from "@/util/zone";
import { goToLogin } from "./goToLogin";
import { mount } from "./mount";
import { makeQueryClient } from "./queryClient";
import { makeRouter } from "./router";
import { guardPage } from "./session/guardPage";

/** Opens the pages behind the login, or sends whoever is not signed in to it. */
export async function openPortal(asked: Promise<Session>): Promise<void> {
  const found = await boot();
  let session: Session;
  try {
    session = await asked;
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 401) {
      const person = recall("person");
      forgetPeople();
      goToLogin(found.state === "known" ? found.branding.tenant : undefined, { comeBack: true, person });
    } else {
      mount(<PortalUnreachable />);
    }
    return;
  }
  const tenant = session.tenant.slug;
  if (session.user.must_change_password) {
    // The API answers nothing else until then.
    const query = new URLSearchParams({ tenant, return_to: location.pathname + location.search });
    location.replace(`/portal/own-password?${query.toString()}`);
    return;
  }
  keepEarlyOf(session.shown_as);
  const wanted = takeWanted(tenant, session.shown_as);
  if (wanted !== null) history.replaceState(null, "", wanted);
  const queries = makeQueryClient();
  guardPage(session, queries);
  setReaderZone(session.user.time_zone);
  if (session.user.language) await chooseLanguage(session.user.language);
  queries.setQueryData(sessionQuery.queryKey, session);
  if (found.state === "known" && found.branding.tenant === tenant) {
    queries.setQueryData(brandingQuery(tenant).queryKey, found.branding);
  } else {
    // The page was dressed for another portal; only the session says whose pages these are.
    await queries.fetchQuery(brandingQuery(tenant)).then(applyBranding, () => undefined);
    keep("tenant", tenant);
  }
  const router = makeRouter(queries);
  // The outline stays until the page itself can be drawn: one drawing instead of two. Going to where we are leaves out
  // of the address what no page knows; the router would do that only once it is drawn.
  await router.navigate({ to: location.pathname, search: true, hash: true, state: true, replace: true });
  mount(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
