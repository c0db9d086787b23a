import { Button, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconMail } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { inviteUsers } from "@/api/people";
import type { InviteWanted } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { ProgressBar } from "@/ui/ProgressBar";
import classes from "./Clients.module.css";

const nobody = { invited: 0, skipped: 0, left: 0 };

/** Invites everybody of the list whom nobody has invited yet: some at a time, so that it can be followed and stopped. */
export function InviteAll({ filters }: { filters: Pick<InviteWanted, "q" | "role"> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [sum, setSum] = useState(nobody);
  const stopped = useRef(false);
  const run = useMutation({
    mutationFn: async () => {
      stopped.current = false;
      let cursor: string | undefined;
      do {
        const step = await inviteUsers({ ...filters, cursor });
        setSum((before) => ({ invited: before.invited + step.invited, skipped: before.skipped + step.skipped, left: step.left }));
        cursor = step.next_cursor ?? undefined;
      } while (cursor && !isStopped());
    },
  });
  // Read anew in each round: another click may have set it.
  const isStopped = () => stopped.current;
  const close = () => {
    stopped.current = true;
    setOpened(false);
    // The list behind changes only once the result was seen: it is what was invited.
    void queries.invalidateQueries({ queryKey: ["users"] });
  };
  const open = () => {
    run.reset();
    setSum(nobody);
    setOpened(true);
  };
  const waiting = sum.left - sum.skipped;

  return (
    <div className={classes.bulk}>
      <Button variant="default" leftSection={<IconMail size={18} stroke={1.75} aria-hidden />} onClick={open}>
        {t("users.inviteAll.open")}
      </Button>
      <Modal opened={opened} onClose={close} title={t("users.inviteAll.title")} closeButtonProps={{ "aria-label": t("close") }}>
        {run.isIdle && <p>{t("users.inviteAll.text")}</p>}
        {run.isPending && (
          <ProgressBar
            label={t("users.inviteAll.running")}
            done={sum.invited}
            all={sum.invited + waiting}
            words={t("users.inviteAll.progress", { done: sum.invited, all: sum.invited + waiting })}
          />
        )}
        {(run.isSuccess || run.isError) && (
          <div role="status">
            <p>{t("users.inviteAll.done", { count: sum.invited })}</p>
            {sum.skipped > 0 && <p>{t("users.inviteAll.skipped", { count: sum.skipped })}</p>}
            {waiting > 0 && <p>{t("users.inviteAll.left", { count: waiting })}</p>}
            {run.isError && <p>{problemToSentence(run.error, t)}</p>}
          </div>
        )}
        <div className={classes.choices}>
          {run.isIdle && <Button variant="default" onClick={close}>{t("cancel")}</Button>}
          {run.isIdle && <Button data-autofocus onClick={() => { run.mutate(); }}>{t("users.inviteAll.send")}</Button>}
          {run.isPending && <Button variant="default" onClick={() => { stopped.current = true; }}>{t("users.inviteAll.stop")}</Button>}
          {(run.isError || (run.isSuccess && waiting > 0)) && (
            <Button
              variant="default"
              onClick={() => {
                // Whoever was passed over is looked at again.
                setSum((before) => ({ ...before, skipped: 0 }));
                run.mutate();
              }}
            >
              {t("users.inviteAll.again")}
            </Button>
          )}
          {(run.isSuccess || run.isError) && <Button onClick={close}>{t("close")}</Button>}
        </div>
      </Modal>
    </div>
  );
}
