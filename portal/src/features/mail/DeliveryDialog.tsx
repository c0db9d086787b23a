import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { deliveryPage, resendDelivery, type DeliveryWithText } from "@/api/mail";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import classes from "./Mail.module.css";
import { deliveryQuery } from "./queries";

/** One mail: what became of it, and how it looked. */
export function DeliveryDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const mail = useQuery(deliveryQuery(id));
  return (
    <Modal opened size="xl" onClose={onClose} title={mail.data?.subject ?? t("mail.one")} closeButtonProps={{ "aria-label": t("close") }}>
      {mail.isPending && <Bones rows={4} />}
      {mail.isError && <LoadFailure reason={mail.error} retry={() => void mail.refetch()} />}
      {mail.data && <Shown mail={mail.data} />}
    </Modal>
  );
}

function Shown({ mail }: { mail: DeliveryWithText }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const resend = useMutation({
    mutationFn: () => resendDelivery(mail.id, mail.version),
    onSuccess: () => {
      toast.done(t("mail.resent"));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: ["mail"] }),
  });
  // Sent again is everything but what carries a one-time link; of what is still pending that is not known.
  const pending = mail.state === "queued" || mail.state === "failed";
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t("mail.to")}</dt>
        <dd><bdi>{mail.to_name}</bdi> ({mail.to_email})</dd>
        <dt>{t("mail.status")}</dt>
        <dd>{t(`mail.state.${mail.state}`)} · {t("mail.attempts", { count: mail.attempts })}</dd>
        {mail.sent_at && <><dt>{t("mail.sentAt")}</dt><dd><Time at={mail.sent_at} /></dd></>}
        {mail.sent_with && <><dt>{t("mail.one")}</dt><dd>{t("mail.sentWith")}</dd></>}
        {mail.next_at && <><dt>{t("mail.nextAt")}</dt><dd><Time at={mail.next_at} /></dd></>}
        {mail.last_error && <><dt>{t("mail.error")}</dt><dd className={classes.error}>{mail.last_error}</dd></>}
      </dl>
      {!mail.can_resend && <p className={classes.note}>{t(pending ? "mail.linksLeftOut" : "mail.linkLeftOut")}</p>}
      <iframe className={classes.frame} src={deliveryPage(mail.id)} title={t("mail.looks", { subject: mail.subject })} />
      <details className={classes.text}>
        <summary>{t("mail.textPart")}</summary>
        <pre tabIndex={0}>{mail.text}</pre>
      </details>
      {administer && (
        <div className={classes.actions}>
          {!mail.can_resend && <span className={classes.soft}>{pending ? t("mail.pending") : t("mail.oneTime")}</span>}
          <Button
            leftSection={<IconSend size={18} aria-hidden />}
            disabled={!mail.can_resend}
            loading={resend.isPending}
            onClick={() => { resend.mutate(); }}
          >
            {t("mail.resend")}
          </Button>
        </div>
      )}
    </>
  );
}
