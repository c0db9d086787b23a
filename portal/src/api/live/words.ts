import type { Side } from "../uploads";

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

/** What is heard of changes. */
export type Word =
  | { kind: "ticket"; change: TicketChange }
  | { kind: "area"; change: AreaChange }
  /** Something may have been missed: look at everything. */
  | { kind: "missed" }
  /** Nothing happened, and would have been heard. */
  | { kind: "alive" };

/** Where changes are heard from, until the returned function is called: a stream, or asking now and then. */
export type Source = (side: Side, tell: (word: Word) => void) => () => void;
