import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment, FormField } from "@/api/types";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import { FileField } from "./FileField";
import type { Raw } from "./fill";
import classes from "./FormFields.module.css";
import { mostCharacters } from "./judge";

export interface FieldProps {
  field: FormField;
  raw: Raw | undefined;
  files: Attachment[];
  error: string | null;
  onValue: (raw: Raw) => void;
  onFiles: (files: Attachment[]) => void;
  onSending: (sending: boolean) => void;
  /** Called with the names of files that have not arrived. */
  onFailed: (names: string[]) => void;
  preview?: boolean;
}

/** One field of a request's form. */
export function FieldInput(props: FieldProps) {
  const { field, raw, error, onValue } = props;
  const { t } = useTranslation();
  const name = `answers.${field.key}`;
  const text = typeof raw === "string" ? raw : "";
  const label = field.required || field.type === "checkbox" ? field.label : t("catalog.optional", { label: field.label });
  const shared = { name, label, description: field.help, error, required: field.required ?? false, withAsterisk: false };
  const typed = { ...shared, value: text, dir: "auto", onChange: (event: { currentTarget: { value: string } }) => { onValue(event.currentTarget.value); } } as const;
  switch (field.type) {
    case "textarea":
      return <LimitedTextarea {...typed} limit={mostCharacters(field)} rows={5} resize="vertical" />;
    case "number":
      return <TextInput {...typed} inputMode={field.limits?.whole ? "numeric" : "decimal"} />;
    case "date":
      return <TextInput {...typed} type="date" min={field.limits?.earliest ?? undefined} max={field.limits?.latest ?? undefined} />;
    case "email":
      return <TextInput {...typed} type="email" inputMode="email" autoComplete="off" />;
    case "select":
      return <NativeSelect {...typed} data={[{ value: "", label: t("catalog.choose") }, ...(field.options ?? [])]} />;
    case "checkbox":
      return <Checkbox {...shared} checked={raw === true} onChange={(event) => { onValue(event.currentTarget.checked); }} />;
    case "multi_select":
      return <Options {...props} label={label} name={name} />;
    case "file":
      return <FileField {...props} label={label} name={name} />;
    default:
      return <LimitedTextInput {...typed} limit={mostCharacters(field)} />;
  }
}

function Options({ field, raw, error, onValue, label, name }: FieldProps & { label: string; name: string }) {
  const id = useId();
  const chosen = Array.isArray(raw) ? raw : [];
  return (
    <fieldset className={classes.group} aria-describedby={error ? `${id}-error` : undefined} aria-invalid={error ? true : undefined}>
      <legend dir="auto">{label}</legend>
      {field.help && <p className={classes.help}>{field.help}</p>}
      <div className={classes.options}>
        {field.options?.map((option) => (
          <Checkbox
            key={option}
            name={name}
            label={option}
            checked={chosen.includes(option)}
            onChange={(event) => { onValue(event.currentTarget.checked ? [...chosen, option] : chosen.filter((one) => one !== option)); }}
          />
        ))}
      </div>
      {error && <p id={`${id}-error`} className={classes.error}>{error}</p>}
    </fieldset>
  );
}
