import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Attachment } from "@/api/types";
import { Cancelled, discardUpload, upload, type Side, type Upload } from "@/api/uploads";
import { Problem } from "@/api/problem";
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
  /** Sending it again would end the same way. */
  final?: boolean;
}

/** Refusals of the file itself. */
const refused = (reason: unknown) => reason instanceof Problem && [413, 415, 422].includes(reason.status);

/** Files on their way to the server for one thing, `most` at a time. `given` are ones that a draft has kept. */
export function useUploads(side: Side, given: Attachment[] = [], most = maxFiles) {
  const { t, i18n } = useTranslation();
  const [items, setItems] = useState<UploadItem[]>(() => given.map((attachment) => ({ key: attachment.id, name: attachment.name, size: attachment.size, progress: 1, attachment })));
  const [refusal, setRefusal] = useState("");
  const [spoken, setSpoken] = useState("");
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

  /** A file that has not arrived stays in the list with the reason, and is read out. */
  const fail = useCallback(
    (key: string, name: string, error: string, final: boolean) => {
      change(key, { error, final });
      setSpoken(t("attach.failedAloud", { name, why: error }));
    },
    [change, t],
  );

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
          if (!(reason instanceof Cancelled)) fail(key, file.name, problemToSentence(reason, t), refused(reason));
        })
        .finally(() => running.current.delete(key));
    },
    [side, change, fail, t],
  );

  const add = (added: Iterable<File>) => {
    setRefusal("");
    let room = most - items.filter((item) => !item.final).length;
    for (const file of added) {
      const key = randomKey();
      setItems((before) => [...before, { key, name: file.name, size: file.size, progress: 0 }]);
      if (file.size > maxBytes) {
        fail(key, file.name, t("attach.tooLarge", { name: file.name, limit: fileSize(maxBytes, i18n.language) }), true);
      } else if (room <= 0) {
        setRefusal(t("attach.tooMany", { count: most }));
        fail(key, file.name, t("attach.notAdded", { count: most }), true);
      } else {
        room -= 1;
        files.current.set(key, file);
        send(key, file);
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
    /** The latest failure, for those who listen to the page. */
    spoken,
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
    /** Takes those off the list that have been used; what has not arrived stays. */
    settleAll: () => { setItems((before) => before.filter((item) => !item.attachment)); },
    /** Takes one off the list that has been used. */
    settle: (key: string) => { setItems((before) => before.filter((each) => each.key !== key)); },
    sending: items.some((item) => !item.attachment && !item.error),
    attachments: items.flatMap((item) => item.attachment ?? []),
    /** Names of those that have not arrived. */
    failed: items.filter((item) => item.error).map((item) => item.name),
  };
}

export type Uploads = ReturnType<typeof useUploads>;
