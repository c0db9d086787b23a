import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, FormField } from "@/api/types";
import { FieldInput } from "./FieldInput";
import { given, type Filled, type Raw } from "./fill";
import { judge } from "./judge";
import classes from "./FormFields.module.css";

interface Props {
  fields: FormField[];
  filled: Filled;
  /** Messages by the fields' keys. */
  errors: Record<string, string | null>;
  onValue: (key: string, raw: Raw) => void;
  onFiles: (key: string, files: Attachment[]) => void;
  /** Called when files of a field are on their way, and when all have come. */
  onSending: (key: string, sending: boolean) => void;
  /** Called with the names of files of a field that have not arrived. */
  onFailed: (key: string, names: string[]) => void;
  /** Nothing is sent: staff look at the form. */
  preview?: boolean;
}

/** A form as its fields say it. What is hidden by a condition keeps what was typed, in case it is shown again. */
export function FormFields({ fields, filled, errors, onValue, onFiles, onSending, onFailed, preview }: Props) {
  const states = judge(fields, given(fields, filled));
  const appeared = useAppeared(fields.filter((_, place) => states[place]?.visible).map((field) => field.label));
  return (
    <div className={classes.fields}>
      {fields.map((field, place) =>
        states[place]?.visible ? (
          <FieldInput
            key={field.key}
            field={field}
            raw={filled.values[field.key]}
            files={filled.files[field.key] ?? []}
            error={errors[field.key] ?? null}
            preview={preview}
            onValue={(raw) => { onValue(field.key, raw); }}
            onFiles={(files) => { onFiles(field.key, files); }}
            onSending={(sending) => { onSending(field.key, sending); }}
            onFailed={(names) => { onFailed(field.key, names); }}
          />
        ) : null,
      )}
      <p role="status" className="visually-hidden">{appeared}</p>
    </div>
  );
}

/** Says which questions an answer has brought onto the page. */
function useAppeared(shown: string[]): string {
  const { t, i18n } = useTranslation();
  const before = useRef(shown);
  const [words, setWords] = useState("");
  const all = shown.join("\n");
  useEffect(() => {
    const now = all.split("\n");
    const fresh = now.filter((label) => !before.current.includes(label));
    before.current = now;
    setWords(fresh.length > 0 ? t("requests.appeared", { count: fresh.length, labels: new Intl.ListFormat(i18n.language).format(fresh) }) : "");
  }, [all, t, i18n.language]);
  return words;
}
