import { Api } from "./api";
import { unique } from "./data";
import { demo } from "./demo";
import { mailedLink } from "./mail";

export interface NewTenant {
  slug: string;
  name: string;
  admin: { name: string; email: string };
}

/** A portal with nothing in it but its first admin, who is invited by mail: as the Hub provisions it. */
export async function newTenant(): Promise<NewTenant> {
  const word = unique();
  const tenant = { slug: `new-${word}`, name: `Cobalt IT ${word}`, admin: { name: "Dana Cobalt", email: `dana.${word}@cobalt.example` } };
  const answer = await fetch(`${demo.address}/api/internal/tenants`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-integration-key": demo.service_key },
    body: JSON.stringify({ ...tenant, org_type: "msp" }),
  });
  if (answer.status !== 201) throw new Error(`The tenant was not created: ${answer.status} ${await answer.text()}`);
  return tenant;
}

/** The same, with the first admin in it. */
export async function newPortal(): Promise<{ tenant: NewTenant; admin: Api; password: string }> {
  const tenant = await newTenant();
  const password = "ten blue herons wade";
  const invite = new URL(await mailedLink(tenant.admin.email, "/portal/register")).searchParams.get("invite");
  const answer = await fetch(`${demo.address}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: demo.address },
    body: JSON.stringify({ invite, password }),
  });
  if (!answer.ok) throw new Error(`The first admin could not join: ${answer.status} ${await answer.text()}`);
  return { tenant, password, admin: await Api.signIn(tenant.slug, { email: tenant.admin.email, password }) };
}
