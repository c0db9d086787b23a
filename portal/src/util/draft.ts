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
  const done = useRef(false);
  const text = empty ? null : JSON.stringify(value);
  useEffect(() => {
    if (done.current) return;
    const soon = setTimeout(() => { keep(`draft:${name}`, text); }, 300);
    return () => {
      clearTimeout(soon);
      if (!done.current) keep(`draft:${name}`, text);
    };
  }, [name, text]);
  return useCallback(() => {
    done.current = true;
    keep(`draft:${name}`, null);
    // What is written next is a new draft.
    setTimeout(() => { done.current = false; });
  }, [name]);
}
