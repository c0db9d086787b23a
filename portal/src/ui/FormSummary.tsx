import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keyWasUsed, Problem } from "@/api/problem";
import { fieldSentence } from "./fieldSentence";
import classes from "./FormSummary.module.css";
import { problemToSentence } from "./problemToSentence";

/** A field of a list as the server calls it, `sections[0].body`; a check in the browser calls it `sections.0.body`. */
const asServer = (field: string) => field.replace(/\.(\d+)(?=\.|$)/g, "[$1]");

/**
 * What the form's last attempt failed on: focused and read out when it appears. Each message leads to its field,
 * found by its `name`.
 */
export function FormSummary({ reason, labels, sentence = problemToSentence }: { reason: unknown; labels: Record<string, string>; sentence?: typeof problemToSentence }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  // Focused once for each attempt, not again when a field is corrected.
  const attempt = reason instanceof Problem ? (reason.origin ?? reason) : reason;
  useEffect(() => {
    if (attempt) box.current?.focus();
  }, [attempt]);
  if (!reason) return null;
  const errors = reason instanceof Problem && !keyWasUsed(reason) ? Object.entries(reason.errors) : [];

  function jump(field: string) {
    const form = box.current?.closest("form, [data-form]");
    form?.querySelector<HTMLElement>(`[name="${CSS.escape(asServer(field))}"]`)?.focus();
  }

  return (
    <div ref={box} tabIndex={-1} role="alert" className={classes.box}>
      <p>{errors.length > 0 ? t("problem.fields") : sentence(reason, t)}</p>
      {errors.length > 0 && (
        <ul>
          {errors.map(([field, message]) => (
            <li key={field}>
              <button type="button" onClick={() => { jump(field); }}>
                {labels[asServer(field)] ?? field}
              </button>
              : {fieldSentence(message, t)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
