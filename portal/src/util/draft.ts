import { useCallback, useEffect, useMemo, useRef } from "react";
import { randomKey } from "./id";
import { keepOwn, recallOwn } from "./storage";

/** A draft as it is stored: what was typed, and the key under which the server makes at most one thing of it. */
interface Kept {
  key: string;
  value: object;
}

function readKept(name: string): Kept | null {
  try {
    const kept = JSON.parse(recallOwn(`draft:${name}`) ?? "null") as Partial<Kept> | null;
    return typeof kept?.key === "string" && typeof kept.value === "object" ? { key: kept.key, value: kept.value } : null;
  } catch {
    return null;
  }
}

/** What was being written when the page was left; `fallback` when there is nothing or it cannot be read. */
export function readDraft<T extends object>(name: string, fallback: T): T {
  return { ...fallback, ...readKept(name)?.value };
}

export interface Draft {
  /**
   * The `Idempotency-Key` of what is about to be sent. It is stored with the draft before anything is sent: whoever sends
   * the draft again, also after the page was closed, makes nothing twice.
   */
  key: () => string;
  /** It was sent: forgets the draft. What comes next has a key of its own. */
  forget: () => void;
  /** The key stands for something else already: what is written now has a new one. */
  renew: () => void;
}

/** Keeps `value` for this person in this browser shortly after each change. */
export function useDraft(name: string, value: object, empty: boolean): Draft {
  const text = empty ? null : JSON.stringify(value);
  const latest = useRef(text);
  const key = useRef<string | null>(null);
  // What has been sent stays on the page for a moment and must not come back as a draft.
  const sent = useRef<string | null>(null);

  const save = useCallback(() => {
    if (latest.current !== null && latest.current === sent.current) return;
    key.current ??= readKept(name)?.key ?? randomKey();
    keepOwn(`draft:${name}`, latest.current === null ? null : `{"key":${JSON.stringify(key.current)},"value":${latest.current}}`);
  }, [name]);

  useEffect(() => {
    // Whoever empties the form begins something new.
    if (text === null && latest.current !== null) key.current = randomKey();
    latest.current = text;
    const soon = setTimeout(save, 300);
    // Whoever reloads right after the last letter loses nothing either.
    addEventListener("pagehide", save);
    return () => {
      clearTimeout(soon);
      removeEventListener("pagehide", save);
      save();
    };
  }, [save, text]);

  return useMemo(
    () => ({
      key() {
        sent.current = null;
        save();
        return (key.current ??= randomKey());
      },
      forget() {
        sent.current = latest.current;
        key.current = randomKey();
        keepOwn(`draft:${name}`, null);
      },
      renew() {
        key.current = randomKey();
        save();
      },
    }),
    [name, save],
  );
}
