import { readFileSync } from "node:fs";

export interface Login {
  role: string;
  email: string;
  password: string;
}

export interface DemoTenant {
  slug: string;
  tenant_id: string;
  org_type: string;
  logins: Login[];
}

interface Demo {
  address: string;
  /** What the Hub provisions tenants with. */
  service_key: string;
  tenants: DemoTenant[];
}

/** Where the portal is and who can sign in, as `cargo xtask run` wrote it. */
export const demo: Demo = read();

function read(): Demo {
  const path = process.env.PORTAL_DEMO;
  if (!path) throw new Error("Set PORTAL_DEMO to the demo.json that `cargo xtask run` has written.");
  return JSON.parse(readFileSync(path, "utf8")) as Demo;
}

export function tenantOf(orgType: "msp" | "mission"): DemoTenant {
  const found = demo.tenants.find((tenant) => tenant.org_type === orgType);
  if (!found) throw new Error(`The portal has no ${orgType} tenant.`);
  return found;
}

export function loginOf(tenant: DemoTenant, role: string): Login {
  const found = tenant.logins.find((login) => login.role === role);
  if (!found) throw new Error(`${tenant.slug} has nobody of role ${role}.`);
  return found;
}
