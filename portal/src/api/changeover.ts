import { stopRequests } from "./shown";

/** Maximum wait in milliseconds for pending answers before the session changes. */
const patience = 2_000;

const open = new Set<Promise<unknown>>();
let change: Promise<unknown> | null = null;

/** Remembers a request until its answer is there. */
export function onItsWay<T>(answer: Promise<T>): Promise<T> {
  const settled = answer.catch(() => undefined).finally(() => open.delete(settled));
  open.add(settled);
  return answer;
}

/** Waits while the browser gets another session. */
export async function whileChanging(): Promise<void> {
  while (change) await change;
}

/**
 * Sends what gives the browser another session, or ends the one it has. What the page has asked for before is answered
 * first: in the new session it would be refused as another person's. What it asks for meanwhile waits, and after a
 * success it is not sent.
 */
export function changeSession(send: () => Promise<Response>): Promise<Response> {
  const changing = Promise.all([change, quiet()]).then(async () => {
    const answer = await send();
    if (answer.ok) stopRequests();
    return answer;
  });
  const settled = changing
    .catch(() => undefined)
    .finally(() => {
      if (change === settled) change = null;
    });
  change = settled;
  return changing;
}

const quiet = () => Promise.race([Promise.all(open), new Promise((resolve) => setTimeout(resolve, patience))]);
