/** What the tabs of one browser tell each other about who is signed in. `person` is a session's `shown_as`. */
export type Word =
  /** They have signed out. */
  | { kind: "left"; person: string }
  /** They have signed in, or a page of theirs was opened. */
  | { kind: "entered"; person: string }
  /** Somebody found the session to be another's: ask. */
  | { kind: "changed" };

let channel: BroadcastChannel | null = null;

// Opened when it is needed: an open channel keeps a page from nothing, but the login page needs none.
function open(): BroadcastChannel | null {
  if (typeof BroadcastChannel === "undefined") return null;
  return (channel ??= new BroadcastChannel("portal"));
}

/** Tells the other tabs; this one does not hear it. */
export function tell(word: Word): void {
  open()?.postMessage(word);
}

/** Hears the other tabs until the returned function is called. */
export function hear(listener: (word: Word) => void): () => void {
  const heard = ({ data }: MessageEvent<Word>) => { listener(data); };
  const from = open();
  from?.addEventListener("message", heard);
  return () => { from?.removeEventListener("message", heard); };
}
