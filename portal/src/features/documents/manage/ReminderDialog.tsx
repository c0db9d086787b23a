import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sendReminder, type ComplianceSelection } from "@/api/documents";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import { reminderQuery } from "../queries";
import classes from "./Compliance.module.css";

/** Whose missing signatures, and what that is called. */
export interface Reminder {
  selection: ComplianceSelection;
  about: string;
}

/** Says how many people a reminder reaches before it goes out, and what became of it. */
export function ReminderDialog({ selection, about, onClose }: Reminder & { onClose: () => void }) {
  const { t } = useTranslation();
  const preview = useQuery(reminderQuery(selection));
  const send = useMutation({
    mutationFn: () => sendReminder(selection),
    onSuccess: ({ people }) => {
      toast.done(t("documents.reminded", { count: people }));
      onClose();
    },
    onError: (reason) => {
      toast.failure(problemToSentence(reason, t));
      void preview.refetch();
    },
  });
  const { data } = preview;
  const people = data?.people ?? 0;
  return (
    <Modal opened onClose={onClose} title={t("documents.reminderTitle")} closeButtonProps={{ "aria-label": t("close") }}>
      <div className={classes.said}>
        <p><bdi>{about}</bdi></p>
        {preview.isPending && <Bones blocks={[44]} />}
        {preview.isError && !data && <LoadFailure reason={preview.error} retry={() => void preview.refetch()} />}
        {data && (
          <div role="status" className={classes.said}>
            <p>
              <strong>{people > 0 ? t("documents.getMails", { count: people }) : t("documents.nobodyToRemind")}</strong>
              {data.signatures > people && <> {t("documents.signaturesInAll", { count: data.signatures })}</>}
            </p>
            {data.unreachable > 0 && <p>{t("documents.unreachable", { count: data.unreachable })}</p>}
            {data.resting > 0 && <p>{t("documents.resting", { count: data.resting })}</p>}
          </div>
        )}
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t(data && people === 0 ? "close" : "cancel")}
        </Button>
        {people > 0 && (
          <Button loading={send.isPending} onClick={() => { send.mutate(); }}>
            {t("documents.remind", { count: people })}
          </Button>
        )}
      </div>
    </Modal>
  );
}
