/** Leaves for the login page by loading it: nothing of the session stays in memory. */
export function goToLogin(tenant: string | undefined, comeBack = true): void {
  const query = new URLSearchParams();
  if (tenant) query.set("tenant", tenant);
  if (comeBack) query.set("return_to", location.pathname + location.search);
  location.replace(`/portal/login?${query.toString()}`);
}
