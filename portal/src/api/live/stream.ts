import { createParser, type EventSourceMessage } from "eventsource-parser";
import { checkShown, shownHeaders } from "../shown";
import type { Side } from "../uploads";
import type { AreaChange, Source, TicketChange, Word } from "./words";

/** The server sends something every 15 seconds; a connection that is silent for so many milliseconds is dead. */
const silence = 45_000;
/** Milliseconds between attempts: at first, and at most. While nothing is to be had, pages look at everything that often. */
const pauses = { first: 1_000, most: 20_000 };

/**
 * Hears the server's stream and opens it anew when it ends. Not an `EventSource`: that could neither say whom the page
 * shows nor hear why it is refused.
 */
export const stream: Source = (side, tell) => {
  const over = new AbortController();
  void keepOpen(side, tell, over.signal);
  return () => { over.abort(); };
};

async function keepOpen(side: Side, tell: (word: Word) => void, over: AbortSignal): Promise<void> {
  let pause = pauses.first;
  while (!over.aborted) {
    const opened = await once(side, tell, over);
    if (over.aborted) return;
    if (opened) pause = pauses.first;
    else tell({ kind: pause === pauses.most ? "missed" : "alive" });
    await wait(pause, over);
    pause = opened ? pause : Math.min(pause * 2, pauses.most);
  }
}

/** One connection, to its end. True where there was one. */
async function once(side: Side, tell: (word: Word) => void, over: AbortSignal): Promise<boolean> {
  const dead = new AbortController();
  let timer = setTimeout(() => { dead.abort(); }, silence);
  let opened = false;
  try {
    const answer = await fetch(`/api/${side}/events`, {
      headers: { accept: "text/event-stream", ...shownHeaders() },
      cache: "no-store",
      signal: AbortSignal.any([over, dead.signal]),
    });
    if (!answer.ok || !answer.body) {
      checkShown(answer.status, await answer.json().catch(() => null));
      return false;
    }
    opened = true;
    // Also the first time: the page may have been read before the stream was there.
    tell({ kind: "missed" });
    const parser = createParser({ onEvent: (event) => { tellOf(event, tell); } });
    const text = new TextDecoder();
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(timer);
      timer = setTimeout(() => { dead.abort(); }, silence);
      tell({ kind: "alive" });
      parser.feed(text.decode(value, { stream: true }));
    }
  } catch {
    // No connection, or no longer; or the session is another's, which the page has been told.
    return opened;
  } finally {
    clearTimeout(timer);
  }
}

function tellOf({ event, data }: EventSourceMessage, tell: (word: Word) => void): void {
  if (event === "ticket") tell({ kind: "ticket", change: JSON.parse(data) as TicketChange });
  else if (event === "change") tell({ kind: "area", change: JSON.parse(data) as AreaChange });
  // The server let go of events that came too fast.
  else if (event === "reload") tell({ kind: "missed" });
}

/** Waits so many milliseconds, less where the network comes back meanwhile. */
function wait(milliseconds: number, over: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      over.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end);
    over.addEventListener("abort", end);
  });
}
