import createClient from "openapi-fetch";
import { changeSession, onItsWay, whileChanging } from "./changeover";
import { early } from "./early";
import { offlineProblem, parseProblem } from "./problem";
import { reauthenticate } from "./reauthenticate";
import type { paths } from "./schema";
import { checkShown, shownHeaders } from "./shown";

// Asked without a session, or about it: a 401 here is the answer, not the end of one.
const open = /^\/api\/(?:auth\/(?:login|logout|session|link|email\/(?:confirm|object)|register|invitation\/renew|forgot-password|reset-password)|portal\/(?:branding|impersonation)|documents\/verify(?:\/code)?)$/;
// Ends the session of whom the page shows, and of nobody else.
const ending = /^\/api\/(?:auth\/logout|portal\/impersonation)$/;
// Changes or ends the browser's session.
const changing = /^\/api\/(?:auth\/logout|portal\/impersonation|manage\/users\/[^/]+\/impersonation)$/;

/**
 * Sends a request in the name of the person whom the page shows. When the session is over they are asked for the
 * password and the request goes on. Rejects with a `Problem` when no answer comes, or when the session is another's.
 */
async function send(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" && changing.test(pathname)) return changeSession(() => sendNow(request, pathname));
  await whileChanging();
  return sendNow(request, pathname);
}

async function sendNow(request: Request, pathname: string): Promise<Response> {
  const about = open.test(pathname);
  if (about && !ending.test(pathname)) return attempt(request);
  for (const [name, value] of Object.entries(shownHeaders())) request.headers.set(name, value);
  const again = request.clone();
  const answer = await attempt(request);
  if (about || answer.status !== 401) return checked(answer);
  await reauthenticate();
  return checked(await attempt(again));
}

async function checked(answer: Response): Promise<Response> {
  if (answer.status === 409) checkShown(409, await answer.clone().json().catch(() => null));
  return answer;
}

async function attempt(request: Request): Promise<Response> {
  try {
    return await onItsWay(early(request) ?? fetch(request));
  } catch (reason) {
    if (request.signal.aborted) throw reason;
    throw offlineProblem();
  }
}

/** The API as its description says it: paths, parameters and bodies are checked by the compiler. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: send,
  headers: { accept: "application/json" },
  querySerializer: search,
});

// Nothing chosen is nothing asked for.
function search(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) params.set(name, String(value as string | number | true));
  }
  return params.toString();
}

/** The content of an answer; rejects with a `Problem` for everything but success. */
export async function take<T>(sent: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await sent;
  if (!response.ok) throw parseProblem(response.status, error, (name) => response.headers.get(name));
  return data as T;
}

/** A version as `If-Match` carries it. */
export const quoted = (version: number): string => `"${version}"`;
