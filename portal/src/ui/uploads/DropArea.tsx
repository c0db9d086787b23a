import { IconPaperclip } from "@tabler/icons-react";
import { useState, type ClipboardEvent, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DropArea.module.css";

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Takes files dropped or pasted anywhere inside it. */
export function DropArea({ onFiles, className, children }: { onFiles: (files: File[]) => void; className?: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);

  function drop(event: DragEvent) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  function paste(event: ClipboardEvent) {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    onFiles([...event.clipboardData.files]);
  }

  return (
    <div
      className={className ? `${classes.area} ${className}` : classes.area}
      onPaste={paste}
      onDrop={drop}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
    >
      {children}
      {over && (
        <div className={classes.over} aria-hidden>
          <IconPaperclip size={20} stroke={1.75} />
          {t("attach.drop")}
        </div>
      )}
    </div>
  );
}
