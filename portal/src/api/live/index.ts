import { shownPerson } from "../shown";
import type { Side } from "../uploads";
import { polling } from "./polling";
import { canShare, share } from "./share";
import { stream } from "./stream";
import type { AreaChange, Source, TicketChange, Word } from "./words";

export type { AreaChange, TicketChange };

/**
 * Hears of changed tickets, and by `other` of everything else, until the returned function is called. `changed(null)` means:
 * something may have been missed, look at everything. All tabs of a person share one connection; where they cannot agree
 * on one, there is none, and `changed(null)` comes every 20 seconds.
 */
export function listen(side: Side, changed: (change: TicketChange | null) => void, other: (change: AreaChange) => void): () => void {
  const person = shownPerson() ?? "";
  const tell = (word: Word) => {
    if (word.kind === "ticket") changed(word.change);
    else if (word.kind === "area") other(word.change);
    // A page that nobody sees looks when it comes to the front; without a network there is nothing to look at.
    else if (word.kind === "missed" && !document.hidden && navigator.onLine) changed(null);
  };
  const source: Source = canShare() ? stream : polling;
  return canShare() ? share(side, person, source, tell) : source(side, tell);
}
