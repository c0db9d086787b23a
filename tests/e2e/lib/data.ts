import { randomBytes } from "node:crypto";
import { Api } from "./api";
import { demo, type DemoTenant, type Login } from "./demo";
import { mailedLink } from "./mail";

/** A word that no other test uses, so that tests can run beside each other on the same portal. */
export const unique = () => randomBytes(5).toString("hex");

export interface Person extends Login {
  id: string;
  name: string;
}

export interface Company {
  id: string;
  name: string;
}

export interface Ticket {
  id: string;
  number: number;
  subject: string;
  version: number;
}

export async function newCompany(admin: Api, name = `Quill & Sons ${unique()}`): Promise<Company> {
  return (await admin.post<Company>("/api/manage/companies", { name })).body;
}

export async function newUser(admin: Api, company: Company, more: Partial<Person> = {}): Promise<Person> {
  const person = { name: "Robin Quill", email: `robin.${unique()}@quill.example`, role: "user", password: "a quiet harbour at noon", ...more };
  const { password, ...invited } = person;
  const made = await admin.post<{ id: string }>(`/api/manage/companies/${company.id}/users`, invited);
  const invite = new URL(await mailedLink(person.email, "/portal/register")).searchParams.get("invite");
  const joined = await fetch(`${demo.address}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: demo.address },
    body: JSON.stringify({ invite, password }),
  });
  if (!joined.ok) throw new Error(`${person.email} could not join: ${joined.status} ${await joined.text()}`);
  return { ...person, id: made.body.id };
}

export async function newTicket(client: Api, more: Record<string, unknown> = {}): Promise<Ticket> {
  const ticket = { subject: `The scanner hums ${unique()}`, description: "Since this morning, a low C.", ...more };
  return (await client.post<Ticket>("/api/portal/tickets", ticket)).body;
}

/** A file that is kept, ready to be attached. */
export async function upload(client: Api, name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const path = `/api/portal/uploads?name=${encodeURIComponent(name)}`;
  return (await client.post<{ id: string }>(path, bytes, { "content-type": "application/octet-stream" })).body.id;
}

export const signInAs = (tenant: DemoTenant, person: Login) => Api.signIn(tenant.slug, person);
