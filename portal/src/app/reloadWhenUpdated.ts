import { lastReload, noteReload } from "@/util/storage";

const pause = 30_000;

/**
 * After an update the pages' parts have new names, and a page that was open asks for old ones. Loading it anew gets
 * the new version; should that not help, it is left to the error page instead of going round and round.
 */
export function reloadWhenUpdated(): void {
  addEventListener("vite:preloadError", () => void reloadOnce());
}

async function reloadOnce(): Promise<void> {
  if (!navigator.onLine || Date.now() - lastReload() < pause) return;
  // A server that does not answer is no update: reloading would put the browser's own error page in place of the portal.
  const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  noteReload(Date.now());
  location.reload();
}
