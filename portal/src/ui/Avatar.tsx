import { useState } from "react";
import { initials } from "@/util/format";
import classes from "./Avatar.module.css";

/** Somebody's picture, or the initials where there is none or it does not load. The name stands beside it. */
export function Avatar({ name, url, size }: { name: string; url?: string | null; size?: "large" }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={classes.avatar} data-size={size} aria-hidden>
      {url && broken !== url ? <img src={url} alt="" onError={() => { setBroken(url); }} /> : initials(name)}
    </span>
  );
}
