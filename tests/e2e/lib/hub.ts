import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { demo, type DemoTenant } from "./demo";

interface Secrets {
  client: string;
  staff: string;
}

/** What Hub and portal share on this machine, as `cargo xtask run` made it. */
function secrets(): Secrets {
  return JSON.parse(readFileSync(join(dirname(process.env.PORTAL_DEMO ?? ""), "hub.json"), "utf8")) as Secrets;
}

function signed(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ typ: "JWT", alg: "HS256" })}.${part(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
}

const now = () => Math.floor(Date.now() / 1000);

/** A link of the Hub for a client of that company. */
export function clientLink(tenant: DemoTenant, client: string, more: object = {}): string {
  const claims = {
    sub: randomUUID(), email: `${randomUUID()}@hub.example`, tenant_id: tenant.tenant_id, tenant_slug: tenant.slug,
    client_id: client, access_level: "own", psa_contact_id: null, context: "client_portal", jti: randomUUID(), iat: now(), exp: now() + 70, ...more,
  };
  return `${demo.address}/api/auth/client-hub-sso?token=${signed(claims, secrets().client)}`;
}

/** A link of the Hub for a member of staff. */
export function staffLink(tenant: DemoTenant, more: object = {}): string {
  const claims = {
    sub: randomUUID(), email: `${randomUUID()}@hub.example`, firstName: "Sam", lastName: "Hub", tenantId: tenant.tenant_id, tenantSlug: tenant.slug,
    tenantName: tenant.slug, orgRole: "member", org_type: tenant.org_type, jti: randomUUID(), iat: now(), exp: now() + 60, ...more,
  };
  return `${demo.address}/api/auth/hub-sso?token=${signed(claims, secrets().staff)}`;
}
