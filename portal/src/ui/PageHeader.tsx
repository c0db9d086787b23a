import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";
import { useTitle } from "./useTitle";

/** Title, one sentence or crumb, and at most one primary action; on a phone the action sticks to the bottom. */
export function PageHeader({ title, heading, crumb, lead, action, aside }: {
  /** Name of the page for the tab; also its heading unless `heading` says otherwise. */
  title: string;
  heading?: ReactNode;
  crumb?: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  aside?: ReactNode;
}) {
  useTitle(title);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {crumb && <div className={classes.crumb}>{crumb}</div>}
        <h1 dir="auto">{heading ?? title}</h1>
        {lead && <div className={classes.lead}>{lead}</div>}
      </div>
      {aside && <div className={classes.aside}>{aside}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </header>
  );
}
