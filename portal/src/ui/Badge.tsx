import type { ReactNode } from "react";
import classes from "./Badge.module.css";

export type Tone = "info" | "wait" | "good" | "bad" | "quiet";

/** A state in words, with a dot; `plain` leaves out the ground. */
export function Badge({ tone, plain, ring, children }: { tone: Tone; plain?: boolean; ring?: boolean; children: ReactNode }) {
  return (
    <span className={classes.badge} data-tone={tone} data-plain={plain || undefined} data-ring={ring || undefined}>
      {children}
    </span>
  );
}
