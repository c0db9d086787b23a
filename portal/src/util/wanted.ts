import { safeReturnPath } from "./safeReturnPath";
import { keep, recall } from "./storage";

/** A page that somebody asked for before they were signed in. */
interface Wanted {
  path: string;
  tenant: string;
  /** Who saw the page last; `null` where nobody knows. */
  person: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

const life = 15 * 60_000;
/** Where the Hub's sign-in ends. */
const landings = ["/portal/tickets", "/admin"];

/** Remembers the page for a sign-in that does not come back to it by itself, such as the Hub's. */
export function wantPage(path: string, tenant: string | undefined, person: string | null): void {
  if (tenant) keep("wanted", JSON.stringify({ path, tenant, person, at: Date.now() } satisfies Wanted));
}

/** The page that was wanted, where this one is only where a sign-in ended; it is forgotten by being asked for. */
export function takeWanted(tenant: string, person: string): string | null {
  const text = recall("wanted");
  keep("wanted", null);
  // Signed in by a page of the portal, which knows by itself where to go.
  if (text === null || recall("signed-in") !== null || !landings.includes(location.pathname)) return null;
  try {
    const wanted = JSON.parse(text) as Wanted;
    const theirs = wanted.tenant === tenant && (wanted.person === null || wanted.person === person);
    return theirs && Date.now() - wanted.at < life ? safeReturnPath(wanted.path, "") || null : null;
  } catch {
    return null;
  }
}
