import type { Side } from "../uploads";
import type { Source, Word } from "./words";

/** Milliseconds that a hidden page goes on listening for the others. */
const patience = 60_000;
/** The leader is heard of every 15 to 20 seconds; after so many milliseconds its tab is asleep, and another takes over. */
const silence = 45_000;
/** What was heard within so many milliseconds before a page came to the front is no reason to look at everything. */
const recent = 25_000;
const watch = 5_000;

/** What the leader tells the others, and what one that has just come asks. */
type Note = Word | { kind: "hello" };

/**
 * Shares one source between all tabs of one person: a browser opens only six connections to one host, and a stream takes
 * one for good. Whichever tab holds the lock listens for all and tells the others; the browser gives the lock on when that
 * tab closes. Tabs in the background do not compete for it for longer than a minute.
 */
export function share(side: Side, person: string, source: Source, tell: (word: Word) => void): () => void {
  const name = `portal-live:${person}:${side}`;
  let notes: BroadcastChannel | null = null;
  let turn: AbortController | null = null;
  let leading = false;
  let heardAt = 0;
  let followed = false;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let watching: ReturnType<typeof setInterval> | undefined;

  /** Waits for its turn to listen for all; with `now`, takes it from a tab that is asleep. */
  function compete(now = false): void {
    if (turn && !now) return;
    turn?.abort();
    const mine = (turn = new AbortController());
    const listen = () => lead(mine);
    const asked = now ? navigator.locks.request(name, { steal: true }, listen) : navigator.locks.request(name, { signal: mine.signal }, listen);
    asked
      .catch(() => {
        // Given up, or taken by a tab that has heard nothing from this one for too long.
        mine.abort();
      })
      .finally(() => {
        if (turn !== mine) return;
        turn = null;
        if (notes && !document.hidden) compete();
      });
  }

  function lead(mine: AbortController): Promise<void> {
    return new Promise((done) => {
      if (mine.signal.aborted) { done(); return; }
      leading = true;
      const close = source(side, (word) => {
        heardAt = Date.now();
        notes?.postMessage(word satisfies Note);
        if (word.kind !== "alive") tell(word);
      });
      mine.signal.addEventListener("abort", () => {
        leading = false;
        close();
        done();
      });
    });
  }

  function follow({ data }: MessageEvent<Note>): void {
    if (data.kind === "hello") {
      if (leading) notes?.postMessage({ kind: "alive" } satisfies Note);
      return;
    }
    heardAt = Date.now();
    // Where a leader is there already, what changed since this page was read is not told again.
    if (!followed && data.kind === "alive") tell({ kind: "missed" });
    followed = true;
    if (data.kind !== "alive") tell(data);
  }

  function withdraw(): void {
    const mine = turn;
    turn = null;
    mine?.abort();
  }

  function visibility(): void {
    clearTimeout(leaving);
    clearInterval(watching);
    if (document.hidden) {
      leaving = setTimeout(withdraw, patience);
      return;
    }
    if (Date.now() - heardAt > recent && heardAt > 0) tell({ kind: "missed" });
    heardAt = Date.now();
    compete();
    watching = setInterval(() => {
      if (!leading && Date.now() - heardAt > silence) {
        heardAt = Date.now();
        compete(true);
      }
    }, watch);
  }

  function start(): void {
    notes = new BroadcastChannel(name);
    notes.addEventListener("message", follow);
    document.addEventListener("visibilitychange", visibility);
    notes.postMessage({ kind: "hello" } satisfies Note);
    if (!document.hidden) visibility();
  }

  function stop(): void {
    document.removeEventListener("visibilitychange", visibility);
    clearTimeout(leaving);
    clearInterval(watching);
    notes?.close();
    notes = null;
    withdraw();
  }

  // A page that is kept behind Back must hold neither the lock nor the connection.
  const away = () => { stop(); };
  const back = ({ persisted }: PageTransitionEvent) => { if (persisted) start(); };
  addEventListener("pagehide", away);
  addEventListener("pageshow", back);
  start();
  return () => {
    removeEventListener("pagehide", away);
    removeEventListener("pageshow", back);
    stop();
  };
}

/** Whether tabs can agree here on who listens. */
export const canShare = (): boolean => typeof BroadcastChannel !== "undefined" && "locks" in navigator;
