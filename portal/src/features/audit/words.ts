import type { LinkProps } from "@tanstack/react-router";
import type { AuditEntry } from "@/api/audit";
import { i18next, type Translate } from "@/i18n";

/** What lines can be about, in the order in which the filter offers them: the word before an action's point. */
export const auditAreas = [
  "ticket", "ticket_targets", "canned_reply", "upload", "request", "catalog", "invoice", "document", "policy", "announcement", "article",
  "company", "user", "import", "team", "invitation", "impersonation", "session", "sign_in", "password", "profile", "branding", "settings", "domain", "service_key", "mail", "callback", "tenant",
] as const;

/** What was done, as a sentence without its subject; an action without words of its own is shown as it is kept. */
export function actionWords(action: string, t: Translate): string {
  const word = action.replaceAll(".", "_");
  return i18next.exists(`audit.words.${word}`) ? t(`audit.words.${word}` as "audit.words.ticket_create") : action;
}

export function areaWords(area: string, t: Translate): string {
  return i18next.exists(`audit.areas.${area}`) ? t(`audit.areas.${area}` as "audit.areas.ticket") : area;
}

/** What the object is called: a name from the line itself, else its id. */
export function objectLabel({ object, detail }: AuditEntry): string {
  const facts = detail ?? {};
  for (const name of ["number", "name", "subject", "title", "email", "domain", "file"]) {
    const fact = facts[name];
    // Where it was changed, both are kept: the later one is what it is called.
    const value: unknown = Array.isArray(fact) && fact.length === 2 ? fact[1] : fact;
    if (typeof value === "number") return `#${String(value)}`;
    if (typeof value === "string" && value !== "") return value;
  }
  return object;
}

/** The page of an object, where staff have one. */
export function objectPage(object: string): LinkProps | null {
  if (object.startsWith("tkt_")) return { to: "/admin/tickets/$id", params: { id: object } };
  if (object.startsWith("cmp_")) return { to: "/admin/clients/$id", params: { id: object } };
  if (object.startsWith("ann_")) return { to: "/admin/announcements/$id", params: { id: object } };
  if (object.startsWith("itm_")) return { to: "/admin/catalog/$id", params: { id: object } };
  if (object.startsWith("req_")) return { to: "/admin/requests/$id", params: { id: object } };
  if (object.startsWith("inv_")) return { to: "/admin/invoices/$id", params: { id: object } };
  if (object.startsWith("doc_")) return { to: "/admin/documents/files/$id", params: { id: object } };
  if (object.startsWith("pol_")) return { to: "/admin/documents/policies/$id", params: { id: object } };
  if (object.startsWith("imp_")) return { to: "/admin/clients/import/$id", params: { id: object } };
  if (object.startsWith("usr_")) return { to: "/admin/users/$id", params: { id: object } };
  if (object === "branding") return { to: "/admin/branding" };
  if (object === "settings") return { to: "/admin/settings" };
  if (object === "domain") return { to: "/admin/settings", search: { part: "domain" } };
  if (object.startsWith("key_")) return { to: "/admin/settings", search: { part: "keys" } };
  return null;
}

/** What changed, field by field: `before → after` where both are known. */
export function changes(detail: AuditEntry["detail"]): { field: string; text: string }[] {
  return Object.entries(detail ?? {}).map(([field, value]) => {
    const pair = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : null;
    return { field: field.replaceAll("_", " "), text: pair ? `${show(pair[0])} → ${show(pair[1])}` : show(value) };
  });
}

function show(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
