import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

const drawings = {
  tickets: "M20 26h64a6 6 0 0 1 6 6v8a8 8 0 0 0 0 16v8a6 6 0 0 1-6 6H20a6 6 0 0 1-6-6v-8a8 8 0 0 0 0-16v-8a6 6 0 0 1 6-6ZM40 26v6M40 40v6M40 50v6M40 64v6M54 42h22M54 54h14",
  people: "M40 44a12 12 0 1 0 0-24 12 12 0 0 0 0 24ZM16 76c0-14 11-22 24-22s24 8 24 22M70 46a10 10 0 1 0-4-19M72 56c10 1 18 8 18 20",
  search: "M46 66a22 22 0 1 0 0-44 22 22 0 0 0 0 44ZM62 62l20 20M38 44h16",
  done: "M52 80a32 32 0 1 0 0-64 32 32 0 0 0 0 64ZM38 48l10 10 20-20",
  notes: "M26 14h40l14 14v54H26ZM66 14v14h14M38 42h30M38 54h30M38 66h18",
} as const;

/** What this place is for, why it is empty, and the one thing to do, which the page's header then leaves to it on a phone. */
export function EmptyState({ drawing, title, text, children }: { drawing: keyof typeof drawings; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={classes.empty} data-offers={(!!children && drawing !== "search") || undefined}>
      <svg viewBox="0 0 104 96" className={classes.drawing} aria-hidden>
        <path d={drawings[drawing]} />
      </svg>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className={classes.action}>{children}</div>}
    </div>
  );
}
