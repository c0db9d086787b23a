import type { ReactNode } from "react";
import layout from "./TicketLayout.module.css";

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={layout.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
