import type { ReactNode } from "react";
import classes from "./ErrorPage.module.css";
import { useTitle } from "./useTitle";

export function ErrorPage({ title, text, small, children }: { title: string; text: string; small?: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <div className={classes.page} role="alert">
      <svg className={classes.drawing} viewBox="0 0 120 80" aria-hidden>
        <path d="M14 66h92M26 66V22a6 6 0 0 1 6-6h56a6 6 0 0 1 6 6v44M26 30h68M34 23h.01M41 23h.01M48 23h.01M46 54c4-6 24-6 28 0M50 41v3M70 41v3" />
      </svg>
      <h1>{title}</h1>
      <p>{text}</p>
      <div className={classes.actions}>{children}</div>
      {small && <p className={classes.small}>{small}</p>}
    </div>
  );
}
