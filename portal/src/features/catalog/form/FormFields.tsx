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
  /** Nothing is sent: staff look at the form. */
  preview?: boolean;
}

/** A form as its fields say it. What is hidden by a condition keeps what was typed, in case it is shown again. */
export function FormFields({ fields, filled, errors, onValue, onFiles, onSending, preview }: Props) {
  const states = judge(fields, given(fields, filled));
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
          />
        ) : null,
      )}
    </div>
  );
}
