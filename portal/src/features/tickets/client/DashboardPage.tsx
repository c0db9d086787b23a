import { useQuery } from "@tanstack/react-query";
import { IconArrowRight, IconLifebuoy } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Dashboard } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { dashboardQuery } from "@/ui/dashboard";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { useTitle } from "@/ui/useTitle";
import { TicketTable } from "../parts/TicketTable";
import classes from "./DashboardPage.module.css";
import { Welcome } from "./Welcome";

interface Slots {
  /** Figures of other areas, dressed like the rest by the class names given. */
  figures?: (figure: string, number: string) => ReactNode;
  /** Between the figures and the tickets. */
  more?: ReactNode;
  /** Parts of other areas below the tickets. */
  children?: ReactNode;
}

export function DashboardPage(slots: Slots) {
  const { t } = useTranslation();
  const dashboard = useQuery(dashboardQuery);
  useTitle(t("sections.dashboard"));
  if (dashboard.isPending) return <Bones blocks={[40, 96, 96, 280]} />;
  if (dashboard.isError) return <LoadFailure reason={dashboard.error} retry={() => void dashboard.refetch()} />;
  return <Content data={dashboard.data} {...slots} />;
}

function Content({ data, figures, more, children }: Slots & { data: Dashboard }) {
  const { t } = useTranslation();
  const { company } = useRights();
  const calm = data.open_tickets === 0 && data.waiting_on_you === 0;
  return (
    <>
      <PageHeader
        title={t("sections.dashboard")}
        heading={t("dashboard.hello", { name: data.first_name })}
        lead={calm ? t("dashboard.calm") : data.waiting_on_you > 0 ? t("dashboard.waiting", { count: data.waiting_on_you }) : t("dashboard.lead")}
      />
      <Welcome />
      <div className={classes.top}>
        <section className={classes.submit} aria-labelledby="submit-title">
          <IconLifebuoy size={24} stroke={1.5} aria-hidden className={classes.buoy} />
          <div className={classes.submitWords}>
            <h2 id="submit-title">{t("dashboard.submitTitle")}</h2>
            <p>{t("dashboard.submitText")}</p>
          </div>
          <ButtonLink to="/portal/tickets/new">{t("ticket.submitA")}</ButtonLink>
        </section>
        <Link className={classes.figure} to="/portal/tickets" search={{ status: "all" }}>
          <span className={classes.number}>{data.open_tickets}</span>
          <span>{t("dashboard.open", { count: data.open_tickets })}</span>
        </Link>
        <Link className={classes.figure} to="/portal/tickets" search={{ status: "waiting_on_you" }} data-loud={data.waiting_on_you > 0 || undefined}>
          <span className={classes.number}>{data.waiting_on_you}</span>
          <span>{t("dashboard.waitingFigure")}</span>
        </Link>
        {figures?.(classes.figure ?? "", classes.number ?? "")}
      </div>
      {more}
      <section aria-labelledby="recent-title">
        <div className={classes.sectionHead}>
          <h2 id="recent-title">{t("dashboard.recent")}</h2>
          {data.recent_tickets.length > 0 && (
            <Link to="/portal/tickets" className={classes.all}>
              {t("dashboard.all")}
              <IconArrowRight size={16} stroke={1.75} aria-hidden />
            </Link>
          )}
        </div>
        {data.recent_tickets.length > 0 ? (
          <TicketTable tickets={data.recent_tickets} side="portal" withSubmitter={company} />
        ) : (
          <div className={classes.empty}>
            <EmptyState drawing="done" title={t("dashboard.noneTitle")} text={t("dashboard.noneText")} />
          </div>
        )}
      </section>
      {children}
    </>
  );
}
