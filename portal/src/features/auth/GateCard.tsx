import type { ReactNode } from "react";
import classes from "./Gate.module.css";

/** The centred card on the neutral ground that every page before sign-in is. */
export function GateCard({ title, lead, head, children, foot }: { title: string; lead?: ReactNode; head?: ReactNode; children?: ReactNode; foot?: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.head}>
          {head}
          <h1 dir="auto">{title}</h1>
          {lead && <div className={classes.lead}>{lead}</div>}
        </div>
        {children}
      </div>
      {foot && <p className={classes.foot}>{foot}</p>}
    </main>
  );
}
