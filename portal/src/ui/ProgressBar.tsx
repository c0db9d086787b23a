import { useId } from "react";
import classes from "./ProgressBar.module.css";

/** How much of something long is done, in a bar and in words; the words are read out as they change. */
export function ProgressBar({ label, done, all, words }: { label: string; done: number; all: number; words: string }) {
  const id = useId();
  return (
    <div className={classes.progress}>
      <div className={classes.words}>
        <span id={id}>{label}</span>
        <span role="status">{words}</span>
      </div>
      <progress aria-labelledby={id} value={done} max={Math.max(all, 1)} />
    </div>
  );
}
