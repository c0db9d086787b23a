import { useQuery } from "@tanstack/react-query";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { getOverview } from "@/api/admin";
import { getTicketNumbers } from "@/api/manageTickets";
import { statuses, type Overview, type TicketNumbers } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights, useSession } from "@/ui/session";
import { Time } from "@/ui/Time";
import classes from "./OverviewPage.module.css";
import { StorageNotice } from "./StorageNotice";

/** Where each step is done. Its words stand in the catalogue under the same name. */
const steps = {
  branding: { to: "/admin/branding" },
  mail: { to: "/admin/settings" },
  companies: { to: "/admin/clients" },
  users: { to: "/admin/clients" },
  announcements: { to: "/admin/announcements/new" },
  documents: { to: "/admin/documents" },
  catalog: { to: "/admin/catalog/new" },
  domain: { to: "/admin/settings", search: { part: "domain" } },
} satisfies Record<string, LinkProps>;

/** Where what waits is looked after. Its words stand in the catalogue under the same name. */
const waits = {
  documents: () => ({ to: "/admin/documents/compliance" }),
  invoices: (late) => ({ to: "/admin/invoices", search: { status: late ? "overdue" : "sent", sort: "due_first" } }),
  approvals: () => ({ to: "/admin/requests", search: { status: "pending_approval" } }),
} satisfies Record<string, (late: boolean) => LinkProps>;

const isWait = (key: string): key is keyof typeof waits => key in waits;
const isStep = (key: string): key is keyof typeof steps => key in steps;

/** What staff see first. `children` are cards of other areas. */
export function OverviewPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const { administer } = useRights();
  const overview = useQuery({ queryKey: ["overview"], queryFn: getOverview });
  const numbers = useQuery({ queryKey: ["tickets", "numbers"], queryFn: getTicketNumbers });
  return (
    <>
      <PageHeader title={t("sections.overview")} lead={t("overview.lead", { tenant: tenant.name })} />
      {overview.data && <StorageNotice storage={overview.data.storage} />}
      {numbers.isPending && <Bones blocks={[88]} />}
      {numbers.isError && <LoadFailure reason={numbers.error} retry={() => void numbers.refetch()} />}
      {numbers.data && <Figures numbers={numbers.data} />}
      {overview.isPending && <Bones blocks={[240]} />}
      {overview.isError && <LoadFailure reason={overview.error} retry={() => void overview.refetch()} />}
      {overview.data && (
        <div className={classes.cards}>
          <div className={classes.column}>
            <Waits items={overview.data.figures} />
            {children}
            {/* Its steps are an admin's: nobody else could take them. */}
            {administer && <Checklist items={overview.data.checklist} />}
          </div>
          <SignIns items={overview.data.recent_sign_ins} />
        </div>
      )}
    </>
  );
}

function Figures({ numbers }: { numbers: TicketNumbers }) {
  const { t } = useTranslation();
  const open = statuses.filter((status) => status !== "closed" && status !== "resolved");
  return (
    <div className={classes.figures}>
      <Link className={classes.figure} to="/admin/tickets" search={{ assignee: "none" }}>
        <span className={classes.number}>{numbers.unassigned}</span>
        {t("overview.unassigned")}
      </Link>
      <Link className={classes.figure} to="/admin/tickets" search={{ breached: true }} data-bad={numbers.breached > 0 || undefined}>
        <span className={classes.number}>{numbers.breached}</span>
        {t("overview.breached")}
      </Link>
      {open.map((status) => (
        <Link key={status} className={classes.figure} to="/admin/tickets" search={{ status }}>
          <span className={classes.number}>{numbers.open_by_status[status]}</span>
          {t(`status.${status}`)}
        </Link>
      ))}
    </div>
  );
}

function Waits({ items }: { items: Overview["figures"] }) {
  const { t } = useTranslation();
  return (
    <Card title={t("overview.waits")}>
      <ul className={classes.list}>
        {items.flatMap(({ key, count, late }) => isWait(key) ? (
          <li key={key} className={classes.wait}>
            <Link {...waits[key](late > 0)}>{t(`overview.wait.${key}`, { count })}</Link>
            {late > 0 && <span className={classes.late}>{t("overview.late", { count: late })}</span>}
          </li>
        ) : [])}
      </ul>
    </Card>
  );
}

function Checklist({ items }: { items: Overview["checklist"] }) {
  const { t } = useTranslation();
  // What may be left out counts once it is done: the number must agree with the ticks below it.
  const counted = items.filter((item) => !item.optional || item.done);
  const done = counted.filter((item) => item.done).length;
  return (
    <Card title={t("overview.setup")} lead={done === counted.length ? t("overview.setupDone") : t("overview.setupProgress", { done, all: counted.length })}>
      <ul className={classes.list}>
        {items.flatMap(({ key, done: isDone, optional }) => isStep(key) ? (
          <li key={key} className={classes.step} data-done={isDone || undefined}>
            {isDone ? <IconCircleCheckFilled size={20} aria-hidden /> : <IconCircle size={20} stroke={1.5} aria-hidden />}
            <span>
              <Link {...steps[key]}>{t(`overview.steps.${key}`)}</Link>
              {optional && !isDone && <span className={classes.soft}> ({t("overview.optional")})</span>}
              <span className="visually-hidden"> ({t(isDone ? "overview.done" : "overview.todo")})</span>
            </span>
          </li>
        ) : [])}
      </ul>
    </Card>
  );
}

function SignIns({ items }: { items: Overview["recent_sign_ins"] }) {
  const { t } = useTranslation();
  return (
    <Card title={t("overview.signIns")}>
      {items.length === 0 && <p className={classes.soft}>{t("overview.noSignIns")}</p>}
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={`${item.email}${item.at}`} className={classes.signIn}>
            <span className={classes.who}>
              <bdi>{item.name}</bdi>
              <span className={classes.soft}>
                {item.email} · {t(`role.${item.role}`)}
              </span>
            </span>
            <Time at={item.at} className={classes.soft} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
