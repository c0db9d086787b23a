import { Problem } from "./problem";

/** The header in which a request says whom the page shows; the server refuses it in a session of somebody else's. */
export const shownHeader = "x-portal-person";
const code = "SESSION_CHANGED";

let shown: string | null = null;
let stopped = false;
let listener: (() => void) | null = null;

/** From now on the page shows this person (a session's `shown_as`), and its requests say so. */
export function showPerson(person: string): void {
  shown = person;
  stopped = false;
}

export const shownPerson = (): string | null => shown;

/** The page shows nobody any more: what it would still ask for is not sent. */
export function stopRequests(): void {
  stopped = true;
}

/** Tells how the page hears that the session is another's; the guard of the pages is the one to listen. */
export function onOtherPerson(hear: (() => void) | null): void {
  listener = hear;
}

/** The headers of a request by this page; throws where the page's person is no longer the one who is signed in. */
export function shownHeaders(): Record<string, string> {
  if (stopped) throw changed();
  return shown === null ? {} : { [shownHeader]: shown };
}

/** Throws where the answer says that the session is another's, and tells the page. */
export function checkShown(status: number, body: unknown): void {
  if (status !== 409 || (body as { code?: unknown } | null)?.code !== code) return;
  stopped = true;
  listener?.();
  throw changed();
}

const changed = () => new Problem({ status: 409, code });
