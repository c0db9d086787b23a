const mark = "portal:reloaded";
const pause = 30_000;

/**
 * After an update the pages' parts have new names, and a page that was open asks for old ones. Loading it anew gets
 * the new version; should that not help, it is left to the error page instead of going round and round.
 */
export function reloadWhenUpdated(): void {
  addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(mark) ?? 0);
    if (Date.now() - last < pause) return;
    event.preventDefault();
    sessionStorage.setItem(mark, String(Date.now()));
    location.reload();
  });
}
