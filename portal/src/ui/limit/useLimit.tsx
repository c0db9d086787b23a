import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cleanLine, cleanText, lengthOf } from "@/util/clean";
import classes from "./limit.module.css";

/** From this part of the limit on the counter is shown. */
const near = 0.8;

/**
 * Counts what is typed as the server will: cleaned, in Unicode characters. Nothing is cut; what is too long is said at the
 * field, and how much. `most` comes from `api/limits`.
 */
export function useLimit(text: string, most: number, kind: "line" | "text"): { error: string | null; counter: ReactNode } {
  const { t, i18n } = useTranslation();
  const length = useMemo(() => lengthOf(kind === "line" ? cleanLine(text) : cleanText(text)), [text, kind]);
  const over = length - most;
  const number = (value: number) => value.toLocaleString(i18n.language);
  return {
    error: over > 0 ? t("limit.over", { count: over }) : null,
    counter: (
      <>
        {length >= most * near && (
          <p className={classes.count} data-over={over > 0 || undefined}>
            {t("limit.count", { length: number(length), most: number(most) })}
          </p>
        )}
        {/* Read out once when the limit is passed, not at every key. */}
        <span role="status" className="visually-hidden">
          {over > 0 && t("limit.aloud", { most: number(most) })}
        </span>
      </>
    ),
  };
}
