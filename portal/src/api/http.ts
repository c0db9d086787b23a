import { offlineProblem, parseProblem } from "./problem";
import { reauthenticate } from "./reauthenticate";

export interface RequestOptions {
  query?: object;
  body?: unknown;
  /** Version of the thing as it was read; the server refuses with 412 when it has changed since. */
  ifMatch?: number;
  /** Makes a repeated create answer with the first one's result. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** `throw` lets a 401 through instead of asking for the password over the page. */
  unauthorized?: "ask" | "throw";
}

/**
 * One request to the API. Rejects with a `Problem` for everything but success.
 * When the session is over the person is asked for the password and the request goes on.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await send(method, path, options);
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  if (answer.status === 401 && options.unauthorized !== "throw") {
    await reauthenticate();
    return request(method, path, { ...options, unauthorized: "throw" });
  }
  const body: unknown = await answer.json().catch(() => null);
  throw parseProblem(answer.status, body, (name) => answer.headers.get(name));
}

async function send(method: string, path: string, { query, body, ifMatch, idempotencyKey, signal }: RequestOptions): Promise<Response> {
  const headers = new Headers({ accept: "application/json" });
  if (ifMatch !== undefined) headers.set("if-match", `"${ifMatch}"`);
  if (idempotencyKey) headers.set("idempotency-key", idempotencyKey);
  let payload: BodyInit | undefined;
  if (body instanceof Blob) {
    headers.set("content-type", body.type || "application/octet-stream");
    payload = body;
  } else if (body !== undefined) {
    headers.set("content-type", "application/json");
    payload = JSON.stringify(body);
  }
  try {
    return await fetch(path + search(query), { method, headers, body: payload, signal, credentials: "same-origin" });
  } catch (reason) {
    if (signal?.aborted) throw reason;
    throw offlineProblem();
  }
}

function search(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) params.set(name, String(value));
  }
  const text = params.toString();
  return text && `?${text}`;
}
