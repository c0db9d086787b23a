import { ActionIcon, Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "@/api/types";
import type { Side } from "@/api/uploads";
import { peopleQuery } from "../queries";
import layout from "./TicketLayout.module.css";
import { useTicketAction } from "./useTicketAction";
import classes from "./Watchers.module.css";

type Act = (ticket: string, person: string) => Promise<Ticket>;

interface Props {
  ticket: Ticket;
  side: Side;
  add: Act;
  remove: Act;
}

/** Who follows the ticket. Clients choose among their colleagues; taking one off can be undone. */
export function Watchers({ ticket, side, add, remove }: Props) {
  const { t } = useTranslation();
  const may = ticket.actions.watch ?? false;
  const people = useQuery({ ...peopleQuery, enabled: may && side === "portal" }).data?.items ?? [];
  const adding = useTicketAction(side, ticket.id, add);
  const names = new Map(ticket.watchers.map((person) => [person.id, person.name]));
  const removing = useTicketAction(side, ticket.id, remove);
  const others = people.filter((person) => !names.has(person.id) && person.id !== ticket.submitter.id);

  return (
    <section className={layout.group} aria-label={t("ticket.watchers")}>
      <h2>{t("ticket.watchers")}</h2>
      {ticket.watchers.length === 0 && <p className={classes.none}>{t("ticket.noWatchers")}</p>}
      <ul className={classes.list}>
        {ticket.watchers.map((person) => (
          <li key={person.id}>
            <bdi className={classes.name}>{person.name}</bdi>
            {may && (
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t("ticket.unwatch", { name: person.name })} disabled={removing.isPending} onClick={() => { removing.mutate(person.id); }}>
                <IconX size={14} stroke={2} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may && others.length > 0 && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPlus size={14} stroke={2} aria-hidden />} loading={adding.isPending}>
              {t("ticket.addWatcher")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown className={classes.menu}>
            {others.map((person) => (
              <Menu.Item key={person.id} onClick={() => { adding.mutate(person.id); }}>
                <bdi>{person.name}</bdi>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}
