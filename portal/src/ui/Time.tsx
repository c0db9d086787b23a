import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { exactTime, relativeTime } from "@/util/time";

// One clock for all times of the page.
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** How long ago, with the exact time on hover and for screen readers. */
export function Time({ at, className }: { at: string; className?: string }) {
  const { i18n } = useTranslation();
  const tick = useSyncExternalStore(subscribe, () => now);
  const date = new Date(at);
  const exact = exactTime(date, i18n.language);
  // A moment just written by the server may lie ahead of this machine's clock or of the last tick.
  const reference = new Date(Math.max(tick, Math.min(date.getTime(), tick + 60_000)));
  return (
    <time dateTime={at} title={exact} className={className}>
      <span aria-hidden>{relativeTime(date, reference, i18n.language)}</span>
      <span className="visually-hidden">{exact}</span>
    </time>
  );
}
