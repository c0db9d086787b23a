import { IconDownload, IconFile } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/api/types";
import { attachmentPath, type Side } from "@/api/uploads";
import { fileSize } from "@/util/format";
import classes from "./AttachmentLinks.module.css";

/** Files of a message: pictures are shown, everything can be opened or saved. */
export function AttachmentLinks({ side, ticket, attachments }: { side: Side; ticket: string; attachments: Attachment[] }) {
  const { t, i18n } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t("attach.list")}>
      {attachments.map((file) => {
        const picture = file.inline && file.content_type.startsWith("image/");
        const open = attachmentPath(side, ticket, file.id, !file.inline);
        return (
          <li key={file.id} className={classes.item}>
            {picture && (
              <a href={open} target="_blank" rel="noopener" tabIndex={-1} aria-hidden>
                <img className={classes.picture} src={open} alt="" loading="lazy" />
              </a>
            )}
            <span className={classes.row}>
              {!picture && <IconFile size={18} stroke={1.5} aria-hidden />}
              <a href={open} target={file.inline ? "_blank" : undefined} rel="noopener" className={classes.name} dir="auto">
                {file.name}
              </a>
              <span className={classes.size}>{fileSize(file.size, i18n.language)}</span>
              <a href={attachmentPath(side, ticket, file.id, true)} className={classes.save} aria-label={t("attach.download", { name: file.name })}>
                <IconDownload size={16} stroke={1.75} aria-hidden />
              </a>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
