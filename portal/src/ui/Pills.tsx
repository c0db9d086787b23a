import classes from "./Pills.module.css";

/** One choice out of a few, shown as pills; on a phone they scroll sideways. */
export function Pills<T extends string>({ label, options, value, onChoose }: { label: string; options: { value: T; label: string }[]; value: T; onChoose: (value: T) => void }) {
  return (
    <div className={classes.pills} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" className={classes.pill} aria-pressed={option.value === value} onClick={() => { onChoose(option.value); }}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
