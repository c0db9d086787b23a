import type { Side } from "./uploads";

export interface TicketChange {
  ticket: string;
  version: number;
  change: string;
}

/** Something else that changed; `area` is the first word of the query keys that show it. */
export interface AreaChange {
  area: string;
  id: string;
}

const polling = 20_000;
const patience = 60_000;

/**
 * Hears of changed tickets, and by `other` of everything else, until the returned function is called. `changed(null)` means: something may have been
 * missed, look at everything. A page in the background lets go of its connection after a minute, since a browser
 * opens only six to one host; where no stream can be had, `changed(null)` comes every 20 seconds.
 */
export function listen(side: Side, changed: (change: TicketChange | null) => void, other: (change: AreaChange) => void): () => void {
  let source: EventSource | null = null;
  let poll: ReturnType<typeof setInterval> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  function open() {
    if (source) return;
    const stream = new EventSource(`/api/${side}/events`);
    source = stream;
    stream.onopen = () => {
      clearInterval(poll);
      poll = undefined;
      // Also the first time: the page may have been read before the stream was there.
      changed(null);
    };
    stream.addEventListener("ticket", (event: MessageEvent<string>) => {
      changed(JSON.parse(event.data) as TicketChange);
    });
    // The server let go of events that came too fast.
    stream.addEventListener("reload", () => { changed(null); });
    stream.addEventListener("change", (event: MessageEvent<string>) => {
      other(JSON.parse(event.data) as AreaChange);
    });
    stream.onerror = () => {
      // The browser tries again by itself unless the server refused the stream.
      if (stream.readyState === EventSource.CLOSED) source = null;
      poll ??= setInterval(() => {
        if (document.hidden || !navigator.onLine) return;
        changed(null);
        open();
      }, polling);
    };
  }

  function close() {
    source?.close();
    source = null;
    clearInterval(poll);
    poll = undefined;
  }

  function visibility() {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(close, patience);
    else open();
  }

  document.addEventListener("visibilitychange", visibility);
  if (!document.hidden) open();
  return () => {
    document.removeEventListener("visibilitychange", visibility);
    clearTimeout(leaving);
    close();
  };
}
