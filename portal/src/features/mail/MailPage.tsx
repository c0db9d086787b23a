import { Alert } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconAlertTriangle } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { Time } from "@/ui/Time";
import { DeliveryList } from "./DeliveryList";
import classes from "./Mail.module.css";
import { Previews } from "./Previews";
import { mailOverviewQuery } from "./queries";

const route = getRouteApi("/admin/mail");

/** What the portal sends: what became of it, and how it looks. */
export function MailPage() {
  const { t } = useTranslation();
  const { show, state, mail } = route.useSearch();
  const navigate = route.useNavigate();
  const overview = useQuery(mailOverviewQuery).data;

  return (
    <>
      <PageHeader title={t("mail.title")} lead={overview?.from ? t("mail.leadFrom", { from: overview.from }) : t("mail.lead")} />
      {overview?.configured === false && (
        <Alert className={classes.notice} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />} title={t("mail.unset")}>
          {t("mail.unsetText")}
        </Alert>
      )}
      {overview?.paused && (
        <Alert className={classes.notice} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />} title={t(`mail.paused.${overview.paused.cause}`)}>
          <p>{t("mail.pausedText")}</p>
          <dl className={classes.facts}>
            <dt>{t("mail.error")}</dt>
            <dd className={classes.error}>{overview.paused.reason}</dd>
            <dt>{t("mail.pausedSince")}</dt>
            <dd><Time at={overview.paused.since} /></dd>
            <dt>{t("mail.nextAt")}</dt>
            <dd><Time at={overview.paused.until} /></dd>
          </dl>
        </Alert>
      )}
      <div className={classes.parts}>
        <Pills
          label={t("mail.parts")}
          value={show ?? "deliveries"}
          options={[
            { value: "deliveries", label: t("mail.deliveries") },
            { value: "previews", label: t("mail.previews") },
          ]}
          onChoose={(part) => void navigate({ search: part === "previews" ? { show: "previews" } : {} })}
        />
      </div>
      {show === "previews" ? (
        <Previews />
      ) : (
        <DeliveryList
          state={state}
          chosen={mail}
          overview={overview}
          onState={(next) => void navigate({ search: next ? { state: next } : {} })}
          onChoose={(next) => void navigate({ search: { ...(state ? { state } : {}), ...(next ? { mail: next } : {}) } })}
        />
      )}
    </>
  );
}
