const base = "https://portal.invalid";
// Backslashes, controls and their encodings are read differently by different parsers, so none may pass.
const ambiguous = /[\\\p{Cc}\p{Cf}\s]|%(?:0[0-9a-d]|1[0-9a-f]|2f|5c|7f)/iu;
const inside = /^\/(?:portal|admin)(?:\/|$)/;

/**
 * The path to go to after sign-in: `wanted` when it is a path inside this portal, else `fallback`.
 * Never another origin, whatever the spelling, and never the login page again.
 */
export function safeReturnPath(wanted: string | null | undefined, fallback: string): string {
  if (!wanted || wanted.length > 2000 || !wanted.startsWith("/") || ambiguous.test(wanted)) return fallback;
  let url: URL;
  try {
    url = new URL(wanted, base);
  } catch {
    return fallback;
  }
  if (url.origin !== base || url.username || url.password) return fallback;
  if (!inside.test(url.pathname) || url.pathname.includes("//") || url.pathname.startsWith("/portal/login")) return fallback;
  return url.pathname + url.search + url.hash;
}
