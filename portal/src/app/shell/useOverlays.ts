import { startTransition, useCallback, useEffect, useState } from "react";

/** What lies over the page: menus, drawers, dialogs and notes, with all that they need of the library. */
export type OverlayParts = Awaited<ReturnType<typeof load>>;

const load = () => import("./Overlays");

/** Milliseconds after which the parts are loaded on a page that is never idle. */
const patience = 2_000;

/**
 * The parts that lie over the page, and a way to ask for them. Nobody needs them before the first paint, so they come
 * when the browser has time, and at once when somebody opens one.
 */
export function useOverlays(): [OverlayParts | null, () => void] {
  const [parts, setParts] = useState<OverlayParts | null>(null);
  const want = useCallback(() => {
    // A part that did not come is asked for again by the next click; a new version reloads the page (reloadWhenUpdated).
    load().then((came) => { startTransition(() => { setParts(came); }); }, () => undefined);
  }, []);
  useEffect(() => {
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(want, patience / 4);
      return () => { clearTimeout(timer); };
    }
    const turn = requestIdleCallback(want, { timeout: patience });
    return () => { cancelIdleCallback(turn); };
  }, [want]);
  return [parts, want];
}
