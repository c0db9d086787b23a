import type { ReactNode } from "react";
import { tenantScope } from "@/ui/tenantScope";
import classes from "./Gate.module.css";

interface Props {
  title: string;
  lead?: ReactNode;
  head?: ReactNode;
  /** The tenant's own CSS may style the head; nothing else before sign-in is within its reach. */
  styledHead?: boolean;
  children?: ReactNode;
  foot?: ReactNode;
}

/** The centred card on the neutral ground that every page before sign-in is. */
export function GateCard({ title, lead, head, styledHead = false, children, foot }: Props) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.headBox}>
          <div className={tenantScope(classes.head, styledHead)}>
            {head}
            <h1 dir="auto">{title}</h1>
            {lead && <div className={classes.lead}>{lead}</div>}
          </div>
        </div>
        <div className={classes.body}>{children}</div>
      </div>
      {foot && <p className={classes.foot}>{foot}</p>}
    </main>
  );
}
