import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { addManagedWatcher, updateTicket, removeManagedWatcher } from "@/api/manageTickets";
import { categories, priorities, statuses, type Category, type Priority, type Status, type Ticket, type TicketUpdate } from "@/api/types";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { Fact } from "../parts/Fact";
import layout from "../parts/TicketLayout.module.css";
import { TargetFacts } from "../parts/TargetFacts";
import { useTicketAction } from "../parts/useTicketAction";
import { Watchers } from "../parts/Watchers";
import { staffQuery } from "../queries";
import classes from "./StaffFacts.module.css";

interface Saving {
  change: TicketUpdate;
  undo: TicketUpdate;
}

/** The ticket's properties, each saved as it is chosen and undone from the toast. */
export function StaffFacts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  // Whoever only reads works on no tickets.
  const staff = (useQuery(staffQuery).data?.items ?? []).filter((person) => person.role !== "viewer");
  const { work } = useRights();
  const may = ticket.actions.update ?? false;
  const before: TicketUpdate = { status: ticket.status, priority: ticket.priority, category: ticket.category, assignee: ticket.assignee?.id ?? null };
  const back = useTicketAction("manage", ticket.id, updateTicket);
  const save = useTicketAction(
    "manage",
    ticket.id,
    (id: string, { change }: Saving) => updateTicket(id, change),
    () => t("queue.saved"),
    (_, { undo }) => () => { back.mutate(undo); },
  );
  const set = <K extends keyof TicketUpdate>(field: K, value: TicketUpdate[K]) => { save.mutate({ change: { [field]: value }, undo: { [field]: before[field] } }); };
  const disabled = !may || save.isPending;
  const assignees = staff.some((person) => person.id === ticket.assignee?.id) || !ticket.assignee?.id ? staff : [{ id: ticket.assignee.id, name: ticket.assignee.name }, ...staff];

  return (
    <aside className={layout.facts} aria-label={t("ticket.facts")}>
      {!work && <p className={classes.readOnly}>{t("readOnly")}</p>}
      <div className={classes.choices}>
        <NativeSelect label={t("ticket.status")} disabled={disabled} value={ticket.status} onChange={(event) => { set("status", event.currentTarget.value as Status); }} data={statuses.map((value) => ({ value, label: t(`status.${value}`) }))} />
        <NativeSelect label={t("ticket.assignee")} disabled={disabled} value={ticket.assignee?.id ?? ""} onChange={(event) => { set("assignee", event.currentTarget.value || null); }} data={[{ value: "", label: t("list.nobody") }, ...assignees.map(({ id, name }) => ({ value: id, label: name }))]} />
        <NativeSelect label={t("ticket.priority")} disabled={disabled} value={ticket.priority} onChange={(event) => { set("priority", event.currentTarget.value as Priority); }} data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))} />
        <NativeSelect label={t("ticket.category")} disabled={disabled} value={ticket.category} onChange={(event) => { set("category", event.currentTarget.value as Category); }} data={categories.map((value) => ({ value, label: t(`category.${value}`) }))} />
      </div>
      <dl className={layout.group}>
        <Fact name={t("queue.by.company")}>
          <Link to="/admin/clients/$id" params={{ id: ticket.company.id }}>
            <bdi>{ticket.company.name}</bdi>
          </Link>
        </Fact>
        {ticket.request && (
          <Fact name={t("ticket.request")}>
            <Link to="/admin/requests/$id" params={{ id: ticket.request }}>{t("ticket.requestOpen")}</Link>
          </Fact>
        )}
        <Fact name={t("ticket.submitter")}>
          <bdi>{ticket.submitter.name}</bdi>
        </Fact>
        <Fact name={t("ticket.created")}>
          <Time at={ticket.created_at} />
        </Fact>
        <Fact name={t("ticket.activity")}>
          <Time at={ticket.activity_at} />
        </Fact>
        {ticket.rating && (
          <Fact name={t("rating.short")}>
            {t("rating.score", { score: ticket.rating.score })}
            {ticket.rating.comment && <p className={classes.said} dir="auto">{ticket.rating.comment}</p>}
          </Fact>
        )}
      </dl>
      <TargetFacts targets={ticket.targets} />
      <Watchers ticket={ticket} side="manage" add={addManagedWatcher} remove={removeManagedWatcher} />
    </aside>
  );
}
