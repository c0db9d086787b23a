import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ColumnChoices.module.css";

interface Props<C extends string> {
  columns: readonly C[];
  label: (column: C) => string;
  /** The names of the file's columns. */
  head: readonly string[];
  /** Meaning → place in the head. */
  chosen: Partial<Record<C, number>>;
  disabled?: boolean;
  onChoose: (chosen: Partial<Record<C, number>>) => void;
}

/** What the columns of a file mean: each meaning has one column at most, and each column one meaning. */
export function ColumnChoices<C extends string>({ columns, label, head, chosen, disabled, onChoose }: Props<C>) {
  const { t } = useTranslation();
  function choose(column: C, place: string) {
    const others = Object.entries(chosen).filter(([name, at]) => name !== column && String(at) !== place);
    onChoose(Object.fromEntries(place === "" ? others : [...others, [column, Number(place)]]) as Partial<Record<C, number>>);
  }
  const places = head.map((name, place) => ({ value: String(place), label: name || t("import.unnamed", { place: place + 1 }) }));
  return (
    <div className={classes.columns}>
      {columns.map((column) => (
        <NativeSelect
          key={column}
          label={label(column)}
          disabled={disabled}
          value={chosen[column] === undefined ? "" : String(chosen[column])}
          onChange={(event) => { choose(column, event.currentTarget.value); }}
          data={[{ value: "", label: t("import.noColumn") }, ...places]}
        />
      ))}
    </div>
  );
}
