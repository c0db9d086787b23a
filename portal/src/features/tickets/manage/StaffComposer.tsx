import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconMessages } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addStaffComment } from "@/api/manageTickets";
import { statuses, type Status, type Ticket } from "@/api/types";
import { keepOwn, recallOwn } from "@/util/storage";
import { appendMessage } from "../parts/appendMessage";
import { Composer, type Composed } from "../parts/Composer";
import { CannedPicker } from "./CannedPicker";
import classes from "./StaffComposer.module.css";

/** Reply to the client or note among ourselves: the switch changes the ground of the whole composer. */
export function StaffComposer({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remembered = `draft:mode:${ticket.id}` as const;
  // Kept with the draft: a note that was begun must never come back as a reply.
  const [note, setNote] = useState(() => recallOwn(remembered) === "note" || !ticket.actions.comment);
  const [after, setAfter] = useState<Status | "">("");
  const [picking, setPicking] = useState(false);

  const send = useMutation({
    mutationFn: ({ key, ...message }: Composed) => addStaffComment(ticket.id, { ...message, internal: note, ...(after && { status: after }) }, key),
    onSuccess: (message) => {
      setAfter("");
      appendMessage(queries, "manage", ticket.id, message);
    },
  });

  function choose(mode: string) {
    setNote(mode === "note");
    keepOwn(remembered, mode === "note" ? "note" : null);
  }

  return (
    <Composer
      side="manage"
      draft={ticket.id}
      note={note}
      label={note ? t("composer.noteLabel") : t("composer.replyLabel", { name: ticket.submitter.name })}
      hint={note ? t("composer.noteHint") : t("composer.replyHint")}
      send={note ? t("composer.sendNote") : t("composer.sendReply")}
      busy={send.isPending}
      paused={send.isPaused}
      submit={(message) => send.mutateAsync(message)}
      onKey={(event, body) => {
        if (event.key !== "/" || body !== "") return;
        event.preventDefault();
        setPicking(true);
      }}
      head={
        <SegmentedControl
          className={classes.mode}
          aria-label={t("composer.mode")}
          value={note ? "note" : "reply"}
          onChange={choose}
          data={[
            { value: "reply", label: t("composer.reply"), disabled: !ticket.actions.comment },
            { value: "note", label: t("ticket.internalNote") },
          ]}
        />
      }
      tools={(insert) => (
        <>
          <Button variant="subtle" color="gray" leftSection={<IconMessages size={18} stroke={1.75} aria-hidden />} onClick={() => { setPicking(true); }}>
            {t("canned.title")}
          </Button>
          <CannedPicker opened={picking} onClose={() => { setPicking(false); }} onPick={insert} />
          {ticket.actions.update && (
            <NativeSelect
              aria-label={t("composer.after")}
              value={after}
              onChange={(event) => { setAfter(event.currentTarget.value as Status | ""); }}
              data={[
                { value: "", label: t("composer.keepStatus") },
                ...statuses.filter((status) => status !== ticket.status).map((status) => ({ value: status, label: t("composer.setStatus", { status: t(`status.${status}`) }) })),
              ]}
            />
          )}
        </>
      )}
    />
  );
}
