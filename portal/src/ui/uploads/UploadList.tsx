import { ActionIcon, Progress } from "@mantine/core";
import { IconFile, IconRefresh, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { fileSize } from "@/util/format";
import classes from "./UploadList.module.css";
import type { Uploads } from "./useUploads";

/** Files of a message being written, with progress and a way to take each back. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {uploads.items.length > 0 && (
        <ul className={classes.list} aria-label={t("attach.list")}>
          {uploads.items.map((item) => {
            const sending = !item.attachment && !item.error;
            return (
              <li key={item.key} className={classes.item} data-failed={item.error ? true : undefined}>
                <IconFile size={18} stroke={1.5} aria-hidden />
                <span className={classes.words}>
                  <span className={classes.name} dir="auto">{item.name}</span>
                  <span className={classes.state}>{item.error ?? fileSize(item.size, i18n.language)}</span>
                  {sending && <Progress size={3} value={item.progress * 100} aria-label={t("attach.progress", { name: item.name })} />}
                </span>
                {item.error && !item.final && (
                  <ActionIcon variant="subtle" color="gray" aria-label={t("attach.again", { name: item.name })} onClick={() => { uploads.again(item.key); }}>
                    <IconRefresh size={16} stroke={1.75} aria-hidden />
                  </ActionIcon>
                )}
                <ActionIcon variant="subtle" color="gray" aria-label={t(sending ? "attach.cancel" : "attach.remove", { name: item.name })} onClick={() => { uploads.remove(item.key); }}>
                  <IconX size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      <p role="alert" className={classes.refusal}>
        {uploads.refusal}
      </p>
      <p role="alert" className="visually-hidden">
        {uploads.spoken}
      </p>
    </>
  );
}
