import { Button } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AttachButton } from "@/ui/uploads/AttachButton";
import { DropArea } from "@/ui/uploads/DropArea";
import { UploadList } from "@/ui/uploads/UploadList";
import { useUploads } from "@/ui/uploads/useUploads";
import type { FieldProps } from "./FieldInput";
import classes from "./FormFields.module.css";
import { mostFiles } from "./judge";

type Props = FieldProps & { label: string; name: string };

/** Files as an answer: dropped, pasted or chosen, and sent at once. */
export function FileField(props: Props) {
  const { field, error, label, preview } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <fieldset className={classes.group} aria-describedby={error ? `${id}-error` : undefined} aria-invalid={error ? true : undefined}>
      <legend dir="auto">{label}</legend>
      <p className={classes.help}>{[field.help, t("catalog.files", { count: mostFiles(field) })].filter(Boolean).join(" ")}</p>
      {preview ? (
        <Button variant="default" disabled leftSection={<IconPaperclip size={18} stroke={1.75} aria-hidden />}>
          {t("catalog.filesPreview")}
        </Button>
      ) : (
        <Uploading {...props} />
      )}
      {error && <p id={`${id}-error`} className={classes.error}>{error}</p>}
    </fieldset>
  );
}

function Uploading({ field, files, onFiles, onSending, onFailed }: Props) {
  const uploads = useUploads("portal", files, mostFiles(field));
  const { attachments, sending, failed } = uploads;
  const ids = attachments.map((file) => file.id).join();
  // The form hears of what has come, whichever way it came.
  const tell = useRef({ onFiles, onSending, onFailed });
  useEffect(() => {
    tell.current = { onFiles, onSending, onFailed };
  });
  const latest = useRef(attachments);
  useEffect(() => {
    latest.current = attachments;
  });
  useEffect(() => { tell.current.onFiles(latest.current); }, [ids]);
  useEffect(() => { tell.current.onSending(sending); }, [sending]);
  const missing = failed.join("\n");
  useEffect(() => { tell.current.onFailed(missing === "" ? [] : missing.split("\n")); }, [missing]);
  return (
    <DropArea onFiles={uploads.add}>
      <UploadList uploads={uploads} />
      <div className={classes.attach}>
        <AttachButton onFiles={uploads.add} />
      </div>
    </DropArea>
  );
}
