import { lastReload, noteReload } from "@/util/storage";

const pause = 30_000;

/**
 * After an update the pages' parts have new names, and a page that was open asks for old ones. Loading it anew gets
 * the new version; should that not help, it is left to the error page instead of going round and round.
 */
export function reloadWhenUpdated(): void {
  addEventListener("vite:preloadError", (event) => {
    if (Date.now() - lastReload() < pause) return;
    event.preventDefault();
    noteReload(Date.now());
    location.reload();
  });
}
