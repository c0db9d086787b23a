import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/api/types";
import { Cancelled, discardUpload, upload, type Side, type Upload } from "@/api/uploads";
import { problemToSentence } from "../problemToSentence";
import { fileSize } from "@/util/format";
import { randomKey } from "@/util/id";

export const maxFiles = 10;
export const maxBytes = 25_000_000;

export interface UploadItem {
  key: string;
  name: string;
  size: number;
  /** Sent part from 0 to 1. */
  progress: number;
  attachment?: Attachment;
  error?: string;
}

/** Files on their way to the server for one thing, `most` at a time. `given` are ones that a draft has kept. */
export function useUploads(side: Side, given: Attachment[] = [], most = maxFiles) {
  const { t, i18n } = useTranslation();
  const [items, setItems] = useState<UploadItem[]>(() => given.map((attachment) => ({ key: attachment.id, name: attachment.name, size: attachment.size, progress: 1, attachment })));
  const [refusal, setRefusal] = useState("");
  const running = useRef(new Map<string, Upload>());
  const files = useRef(new Map<string, File>());

  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const each of uploads.values()) each.cancel();
    };
  }, []);

  const change = useCallback((key: string, part: Partial<UploadItem>) => {
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }, []);

  const send = useCallback(
    (key: string, file: File) => {
      const sending = upload(side, file, (progress) => { change(key, { progress }); });
      running.current.set(key, sending);
      sending.done
        .then((attachment) => {
          files.current.delete(key);
          change(key, { attachment, progress: 1 });
        })
        .catch((reason: unknown) => {
          if (!(reason instanceof Cancelled)) change(key, { error: problemToSentence(reason, t) });
        })
        .finally(() => running.current.delete(key));
    },
    [side, change, t],
  );

  const start = useCallback(
    (file: File) => {
      const key = randomKey();
      files.current.set(key, file);
      setItems((before) => [...before, { key, name: file.name, size: file.size, progress: 0 }]);
      send(key, file);
    },
    [send],
  );

  const add = (added: Iterable<File>) => {
    setRefusal("");
    let room = most - items.length;
    for (const file of added) {
      if (file.size > maxBytes) {
        setRefusal(t("attach.tooLarge", { name: file.name, limit: fileSize(maxBytes, i18n.language) }));
      } else if (room <= 0) {
        setRefusal(t("attach.tooMany", { count: most }));
        break;
      } else {
        room -= 1;
        start(file);
      }
    }
  };

  const remove = (key: string) => {
    const item = items.find((each) => each.key === key);
    running.current.get(key)?.cancel();
    files.current.delete(key);
    setItems((before) => before.filter((each) => each.key !== key));
    // What stays behind vanishes by itself; this only tidies up sooner.
    if (item?.attachment) discardUpload(side, item.attachment.id).catch(() => undefined);
  };

  return {
    items,
    refusal,
    add,
    remove,
    /** Sends one anew that did not arrive. */
    again: (key: string) => {
      const file = files.current.get(key);
      if (!file) return;
      change(key, { error: undefined, progress: 0 });
      send(key, file);
    },
    clear: () => { setItems([]); },
    /** Takes one off the list that has been used. */
    settle: (key: string) => { setItems((before) => before.filter((each) => each.key !== key)); },
    sending: items.some((item) => !item.attachment && !item.error),
    attachments: items.flatMap((item) => item.attachment ?? []),
  };
}

export type Uploads = ReturnType<typeof useUploads>;
