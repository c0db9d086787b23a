declare global {
  interface Window {
    /** Answers that `public/boot.js` asked for before any script was there, by path. */
    portalEarly?: Partial<Record<string, Promise<Response>>>;
  }
}

/** The answer to a request that is on its way since the page began to load; each is good for one time. */
export function early(request: Request): Promise<Response> | undefined {
  const { pathname, search } = new URL(request.url);
  const known = request.method === "GET" && search === "" ? window.portalEarly?.[pathname] : undefined;
  if (known) delete window.portalEarly?.[pathname];
  return known;
}
