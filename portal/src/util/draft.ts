import { useCallback, useEffect, useRef } from "react";
import { keep, recall } from "./storage";

/** What was being written when the page was left; `fallback` when there is nothing or it cannot be read. */
export function readDraft<T extends object>(name: string, fallback: T): T {
  try {
    const kept: unknown = JSON.parse(recall(`draft:${name}`) ?? "null");
    return typeof kept === "object" && kept !== null ? { ...fallback, ...kept } : fallback;
  } catch {
    return fallback;
  }
}

/** Keeps `value` in this browser shortly after each change; the returned function forgets it. */
export function useDraft(name: string, value: object, empty: boolean): () => void {
  const text = empty ? null : JSON.stringify(value);
  const latest = useRef(text);
  // What has been sent stays on the page for a moment and must not come back as a draft.
  const sent = useRef<string | null>(null);
  useEffect(() => {
    latest.current = text;
    if (text !== null && text === sent.current) return;
    const save = () => {
      if (text === null || text !== sent.current) keep(`draft:${name}`, text);
    };
    const soon = setTimeout(save, 300);
    // Whoever reloads right after the last letter loses nothing either.
    addEventListener("pagehide", save);
    return () => {
      clearTimeout(soon);
      removeEventListener("pagehide", save);
      save();
    };
  }, [name, text]);
  return useCallback(() => {
    sent.current = latest.current;
    keep(`draft:${name}`, null);
  }, [name]);
}
