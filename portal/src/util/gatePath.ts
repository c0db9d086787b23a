const pages = ["login", "register", "forgot-password", "reset-password", "confirm-email", "object-email", "own-password", "approve", "sso-error", "verify"] as const;

/** A page that is shown without a session. */
export type GatePage = (typeof pages)[number];

/** Which page without a session a path is; `/` is the login page's. `boot.js` knows the same list. */
export function gatePage(path: string): GatePage | null {
  if (path === "/") return "login";
  return pages.find((page) => path === `/portal/${page}` || path === `/portal/${page}/`) ?? null;
}
