import { Button } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FileDrop.module.css";

interface Props {
  label: string;
  hint: string;
  /** As `<input accept>`: a help for choosing, no check. */
  accept: string;
  busy?: boolean;
  onFile: (file: File) => void;
}

/** A place for one file: dropped, or chosen by a button that the keyboard reaches. */
export function FileDrop({ label, hint, accept, busy, onFile }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file && !busy) onFile(file);
  }

  return (
    <div
      className={classes.area}
      data-over={over || undefined}
      onDrop={drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden />
      <p>{label}</p>
      <p className={classes.hint}>{hint}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.item(0);
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
      <Button variant="default" loading={busy} onClick={() => input.current?.click()}>
        {t("file.choose")}
      </Button>
    </div>
  );
}
