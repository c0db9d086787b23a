/** Pages that are shown without a session. `boot.js` knows the same list. */
export function isGatePath(path: string): boolean {
  return path === "/" || path === "/portal/login" || path === "/portal/login/";
}
