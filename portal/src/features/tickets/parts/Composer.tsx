import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { limits } from "@/api/limits";
import { LimitedTextarea } from "@/ui/limit/LimitedInput";
import { problemToSentence } from "@/ui/problemToSentence";
import { SubmitButton } from "@/ui/SubmitButton";
import { readDraft, useDraft } from "@/util/draft";
import { AttachButton } from "@/ui/uploads/AttachButton";
import classes from "./Composer.module.css";
import { DropArea } from "@/ui/uploads/DropArea";
import { UploadList } from "@/ui/uploads/UploadList";
import { useUploads } from "@/ui/uploads/useUploads";
import { keyWasUsed } from "@/api/problem";
import type { Attachment } from "@/api/types";
import { useWithoutFiles } from "@/ui/uploads/useWithoutFiles";
import type { Side } from "@/api/uploads";

export interface Composed {
  body: string;
  attachments: string[];
  /** Makes it harmless to send the same message twice. */
  key: string;
}

interface Props {
  side: Side;
  /** Names the draft that is kept until the message is sent. */
  draft: string;
  label: string;
  hint?: string;
  send: string;
  /** Ground of an internal note, so that nobody sends the wrong one. */
  note?: boolean;
  submit: (message: Composed) => Promise<unknown>;
  busy: boolean;
  paused: boolean;
  head?: ReactNode;
  /** More tools beside the paperclip; they may put text into the message. */
  tools?: (insert: (text: string) => void) => ReactNode;
  /** Sees every change of the text; may answer with a handler of its own, such as for a leading `/`. */
  onKey?: (event: KeyboardEvent<HTMLTextAreaElement>, body: string, replace: (text: string) => void) => void;
}

/** Where messages are written: files by picking, dropping and pasting, sent with Ctrl+Enter. */
export function Composer(props: Props) {
  const { t } = useTranslation();
  const [start] = useState(() => readDraft<{ body: string; files: Attachment[] }>(`comment:${props.draft}`, { body: "", files: [] }));
  const [body, setBody] = useState(start.body);
  const [failure, setFailure] = useState("");
  const uploads = useUploads(props.side, start.files);
  const draft = useDraft(`comment:${props.draft}`, { body, files: uploads.attachments }, !body && uploads.items.length === 0);

  const without = useWithoutFiles(uploads);

  function send() {
    if (props.busy || uploads.sending) return;
    if (body.trim()) without.ask(() => void deliver());
    else setFailure(t("composer.empty"));
  }

  async function deliver() {
    setFailure("");
    try {
      await props.submit({ body: body.trim(), attachments: uploads.attachments.map((file) => file.id), key: draft.key() });
      draft.forget();
      setBody("");
      uploads.settleAll();
    } catch (reason) {
      if (keyWasUsed(reason)) draft.renew();
      setFailure(problemToSentence(reason, t));
    }
  }

  function key(event: KeyboardEvent<HTMLTextAreaElement>) {
    props.onKey?.(event, body, setBody);
    if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  }

  const insert = (text: string) => { setBody((before) => (before.trim() ? `${before.trimEnd()}\n\n${text}` : text)); };
  return (
    <DropArea onFiles={uploads.add} className={classes.place}>
      <form
        className={classes.composer}
        data-note={props.note || undefined}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {props.head}
        <LimitedTextarea
          aria-label={props.label}
          placeholder={props.label}
          variant="unstyled"
          classNames={{ input: classes.input }}
          rows={4}
          resize="vertical"
          limit={limits.NewComment.body}
          dir="auto"
          value={body}
          onChange={(event) => {
            setBody(event.currentTarget.value);
            setFailure("");
          }}
          onKeyDown={key}
        />
        <UploadList uploads={uploads} />
        <p role="alert" className={classes.failure}>
          {failure}
        </p>
        <div className={classes.bar}>
          <AttachButton onFiles={uploads.add} />
          {props.tools?.(insert)}
          <span className={classes.hint}>{uploads.sending ? t("attach.wait") : props.hint}</span>
          <SubmitButton busy={props.busy} paused={props.paused} disabled={uploads.sending}>
            {props.send}
          </SubmitButton>
        </div>
      </form>
      {without.dialog}
    </DropArea>
  );
}
