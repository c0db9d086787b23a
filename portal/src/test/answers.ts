import { vi } from "vitest";

/** What the server will be seen to answer, one after the other; gives back the requests that were made. */
export function answers(...list: { status: number; body?: unknown; headers?: Record<string, string> }[]): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request);
    const next = list.shift();
    if (!next) return Promise.reject(new TypeError("Failed to fetch"));
    const body = next.body === undefined ? null : JSON.stringify(next.body);
    return Promise.resolve(new Response(body, { status: next.status, headers: { "content-type": "application/json", ...next.headers } }));
  });
  return asked;
}
