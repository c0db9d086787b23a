import { wantPage } from "@/util/wanted";

interface Options {
  /** Whether this page is wanted after signing in. */
  comeBack: boolean;
  /** Who saw it last; `null` where nobody knows. */
  person?: string | null;
}

/** Leaves for the login page by loading it: nothing of the session stays in memory. */
export function goToLogin(tenant: string | undefined, { comeBack, person = null }: Options = { comeBack: true }): void {
  const query = new URLSearchParams();
  const here = location.pathname + location.search;
  if (tenant) query.set("tenant", tenant);
  if (comeBack) {
    query.set("return_to", here);
    wantPage(here, tenant, person);
  }
  location.replace(`/portal/login?${query.toString()}`);
}
