declare global {
  interface Window {
    /** Answers that `public/boot.js` asked for before any script was there, by path. */
    portalEarly?: Partial<Record<string, Promise<Response>>>;
    /** For whom they were asked; absent where the browser did not know. */
    portalEarlyPerson?: string;
  }
}

/** The early answers are for `person` alone: what was asked for in another's name is asked for anew. */
export function keepEarlyOf(person: string): void {
  if (window.portalEarlyPerson !== undefined && window.portalEarlyPerson !== person) delete window.portalEarly;
}

/** The answer to a request that is on its way since the page began to load; each is good for one time. */
export function early(request: Request): Promise<Response> | undefined {
  const { pathname, search } = new URL(request.url);
  const known = request.method === "GET" && search === "" ? window.portalEarly?.[pathname] : undefined;
  if (known) delete window.portalEarly?.[pathname];
  return known;
}
