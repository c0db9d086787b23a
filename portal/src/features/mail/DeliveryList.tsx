import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { mailStates, type Delivery, type MailOverview, type MailState } from "@/api/mail";
import { Badge, type Tone } from "@/ui/Badge";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { Pills } from "@/ui/Pills";
import { Time } from "@/ui/Time";
import { DeliveryDialog } from "./DeliveryDialog";
import classes from "./Mail.module.css";
import { deliveriesQuery } from "./queries";

const tones: Record<MailState, Tone> = { queued: "info", sent: "good", failed: "wait", dead: "bad" };

interface Props {
  state: MailState | undefined;
  chosen: string | undefined;
  overview: MailOverview | undefined;
  onState: (state: MailState | undefined) => void;
  onChoose: (id: string | undefined) => void;
}

/** Mails of the last 60 days and what became of them. */
export function DeliveryList({ state, chosen, overview, onState, onChoose }: Props) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(deliveriesQuery(state));
  const name = (each: MailState) => {
    const count = overview && each !== "sent" ? overview[each] : 0;
    return count > 0 ? `${t(`mail.state.${each}`)} (${String(count)})` : t(`mail.state.${each}`);
  };

  return (
    <>
      <div className={classes.filter}>
        <Pills
          label={t("mail.filter")}
          value={state ?? "all"}
          options={[{ value: "all" as const, label: t("mail.all") }, ...mailStates.map((value) => ({ value, label: name(value) }))]}
          onChoose={(value) => { onState(value === "all" ? undefined : value); }}
        />
      </div>
      <PagedList
        list={list}
        bones={6}
        empty={<EmptyState drawing="search" title={state ? t("mail.noneMatch") : t("mail.none")} text={state ? t("list.noneMatchText") : t("mail.noneText")} />}
      >
        {(mails) => (
          <DataTable
            caption={t("mail.deliveries")}
            rows={mails}
            rowKey={(mail) => mail.id}
            columns={[
              { name: t("mail.subject"), cell: (mail) => <Subject mail={mail} onOpen={() => { onChoose(mail.id); }} /> },
              { name: t("mail.to"), cell: (mail) => <Recipient mail={mail} /> },
              { name: t("mail.status"), cell: (mail) => <Badge tone={tones[mail.state]}>{t(`mail.state.${mail.state}`)}</Badge> },
              { name: t("mail.when"), wide: true, cell: (mail) => <Time at={mail.sent_at ?? mail.queued_at} /> },
            ]}
          />
        )}
      </PagedList>
      {chosen && <DeliveryDialog id={chosen} onClose={() => { onChoose(undefined); }} />}
    </>
  );
}

function Subject({ mail, onOpen }: { mail: Delivery; onOpen: () => void }) {
  return (
    <>
      <button type="button" className={classes.subject} onClick={onOpen} data-row>
        <bdi>{mail.subject}</bdi>
      </button>
      {mail.last_error && mail.state !== "sent" && <span className={classes.soft}>{mail.last_error}</span>}
    </>
  );
}

function Recipient({ mail }: { mail: Delivery }) {
  return (
    <>
      <bdi>{mail.to_name}</bdi>
      <span className={classes.soft}>{mail.to_email}</span>
    </>
  );
}
