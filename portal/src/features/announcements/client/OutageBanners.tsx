import { CloseButton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dismissOutage } from "@/api/announcements";
import { dashboardQuery } from "@/ui/dashboard";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import classes from "./OutageBanners.module.css";

/** What does not work now, on every page until the person puts it away. */
export function OutageBanners() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const outages = useQuery(dashboardQuery).data?.outages ?? [];
  const dismiss = useMutation({
    mutationFn: dismissOutage,
    onMutate: (id) => {
      queries.setQueryData(dashboardQuery.queryKey, (data) => data && { ...data, outages: data.outages.filter((outage) => outage.id !== id) });
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => void queries.invalidateQueries({ queryKey: dashboardQuery.queryKey }),
  });
  return (
    <div role="status" className={classes.banners} data-empty={outages.length === 0 || undefined}>
      {outages.map((outage) => (
        <div key={outage.id} className={classes.banner}>
          <IconAlertTriangle size={20} stroke={1.75} aria-hidden className={classes.icon} />
          <p className={classes.words}>
            <strong>
              <bdi>{outage.title}</bdi>
            </strong>
            <span className={classes.excerpt} dir="auto">{outage.excerpt}</span>
            <Link to="/portal/announcements/$id" params={{ id: outage.id }} aria-label={t("announcements.readMoreOf", { title: outage.title })}>
              {t("announcements.readMore")}
            </Link>
          </p>
          <CloseButton size={44} aria-label={t("announcements.dismiss", { title: outage.title })} onClick={() => { dismiss.mutate(outage.id); }} />
        </div>
      ))}
    </div>
  );
}
