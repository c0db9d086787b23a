import { useQuery } from "@tanstack/react-query";
import { IconCircle, IconCircleCheckFilled } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getOverview } from "@/api/admin";
import { statuses, type Overview } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useSession } from "@/ui/session";
import { Time } from "@/ui/Time";
import classes from "./OverviewPage.module.css";

const steps: Record<string, LinkProps["to"]> = { branding: "/admin/branding", companies: "/admin/clients", users: "/admin/clients" };
const known = ["branding", "companies", "users"] as const;

export function OverviewPage() {
  const { t } = useTranslation();
  const { tenant } = useSession();
  const overview = useQuery({ queryKey: ["overview"], queryFn: getOverview });
  return (
    <>
      <PageHeader title={t("sections.overview")} lead={t("overview.lead", { tenant: tenant.name })} />
      {overview.isPending && <Bones blocks={[96, 200, 200]} />}
      {overview.isError && <LoadFailure reason={overview.error} retry={() => void overview.refetch()} />}
      {overview.data && <Content data={overview.data} />}
    </>
  );
}

function Content({ data }: { data: Overview }) {
  const { t } = useTranslation();
  const open = statuses.filter((status) => status !== "closed" && status !== "resolved");
  return (
    <>
      <div className={classes.figures}>
        <Link className={classes.figure} to="/admin/tickets" search={{ assignee: "none" }}>
          <span className={classes.number}>{data.unassigned}</span>
          {t("overview.unassigned")}
        </Link>
        <Link className={classes.figure} to="/admin/tickets" search={{ breached: true }} data-bad={data.breached > 0 || undefined}>
          <span className={classes.number}>{data.breached}</span>
          {t("overview.breached")}
        </Link>
        {open.map((status) => (
          <Link key={status} className={classes.figure} to="/admin/tickets" search={{ status }}>
            <span className={classes.number}>{data.open_by_status[status] ?? 0}</span>
            {t(`status.${status}`)}
          </Link>
        ))}
      </div>
      <div className={classes.cards}>
        <Checklist items={data.checklist} />
        <SignIns items={data.recent_sign_ins} />
      </div>
    </>
  );
}

function Checklist({ items }: { items: Overview["checklist"] }) {
  const { t } = useTranslation();
  const done = items.filter((item) => item.done).length;
  return (
    <Card title={t("overview.setup")} lead={done === items.length ? t("overview.setupDone") : t("overview.setupProgress", { done, all: items.length })}>
      <ul className={classes.list}>
        {items.map((item) => {
          const key = known.find((name) => name === item.key);
          if (!key) return null;
          return (
            <li key={item.key} className={classes.step} data-done={item.done || undefined}>
              {item.done ? <IconCircleCheckFilled size={20} aria-hidden /> : <IconCircle size={20} stroke={1.5} aria-hidden />}
              <span>
                <Link to={steps[key]}>{t(`overview.steps.${key}`)}</Link>
                <span className="visually-hidden"> ({t(item.done ? "overview.done" : "overview.todo")})</span>
              </span>
            </li>
          );
        })}
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
