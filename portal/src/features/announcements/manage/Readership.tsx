import { Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { problemToSentence } from "@/ui/problemToSentence";
import { numberFormat } from "@/util/formats";
import { readershipQuery } from "../queries";
import classes from "./Editor.module.css";

/** How many of those who can see it have read it. */
export function Readership({ id, there }: { id: string; there: boolean }) {
  const { t, i18n } = useTranslation();
  const figures = useQuery(readershipQuery(id));
  const people = figures.data?.people ?? 0;
  const readers = figures.data?.readers ?? 0;
  const rate = people === 0 ? 0 : readers / people;
  const percent = numberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 }).format(rate);
  return (
    <Card title={t("announcements.readership")}>
      {figures.isError && <p className={classes.soft}>{problemToSentence(figures.error, t)}</p>}
      {figures.data && !there && <p className={classes.soft}>{t("announcements.willReach", { count: people })}</p>}
      {figures.data && there && people === 0 && <p className={classes.soft}>{t("announcements.nobodySees")}</p>}
      {figures.data && there && people > 0 && (
        <>
          <p className={classes.rate}>{percent}</p>
          <Progress value={rate * 100} aria-label={t("announcements.readership")} />
          <p className={classes.soft}>{t("announcements.readBy", { readers, count: people })}</p>
        </>
      )}
    </Card>
  );
}
