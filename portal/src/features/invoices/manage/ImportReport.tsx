import { useTranslation } from "react-i18next";
import type { InvoiceReport } from "@/api/types";
import classes from "./ImportDialog.module.css";

/** Refused invoices that are shown; the rest is counted. */
const most = 100;

export function ImportReport({ report, done }: { report: InvoiceReport; done: boolean }) {
  const { t } = useTranslation();
  const wrong = report.records.filter((record) => record.outcome === "refused");
  return (
    <div role="status">
      <p className={classes.counts}>
        <span>{done ? t("invoices.import.doneCreated", { count: report.created }) : t("invoices.import.plannedCreated", { count: report.created })}</span>
        <span>{done ? t("invoices.import.doneChanged", { count: report.changed }) : t("invoices.import.plannedChanged", { count: report.changed })}</span>
        <span>{t("invoices.import.unchanged", { count: report.unchanged })}</span>
        {report.refused > 0 && <span className={classes.bad}>{t("invoices.import.refused", { count: report.refused })}</span>}
      </p>
      {wrong.length > 0 && (
        <ul className={classes.wrong} tabIndex={0} aria-label={t("invoices.import.refusedList")}>
          {wrong.slice(0, most).map((record) => (
            <li key={record.index}>
              {record.row != null && `${t("invoices.import.row", { row: record.row })} · `}
              <bdi>{record.external_id}</bdi>
              {Object.entries(record.errors ?? {}).map(([field, message]) => (
                <div key={field} className={classes.bad}>
                  {field}: {message}
                </div>
              ))}
            </li>
          ))}
          {wrong.length > most && <li>{t("invoices.import.more", { count: wrong.length - most })}</li>}
        </ul>
      )}
    </div>
  );
}
