import { useCallback, type KeyboardEvent } from "react";

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Moves through the links marked `data-row` of a list with the arrow keys, Home and End. */
export function useListKeys() {
  return useCallback((event: KeyboardEvent<HTMLElement>) => {
    const step = steps[event.key];
    if (!step || !(event.target instanceof HTMLElement) || !event.target.hasAttribute("data-row")) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
    event.preventDefault();
    rows[step(rows.indexOf(event.target), rows.length - 1)]?.focus();
  }, []);
}
