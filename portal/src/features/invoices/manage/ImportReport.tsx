import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getCompany } from "@/api/admin";
import { invoiceColumns, type InvoiceReport } from "@/api/types";
import type { Translate } from "@/i18n";
import classes from "./ImportDialog.module.css";
import { recordName } from "../recordName";

/** Refused invoices and notices that are shown; the rest is counted. */
const most = 100;
/** Rows of a notice that are named. */
const mostRows = 20;

export function ImportReport({ report, done }: { report: InvoiceReport; done: boolean }) {
  const { t } = useTranslation();
  const notices = report.notices ?? [];
  const wrong = report.records.filter((record) => record.outcome === "refused");
  const shown = wrong.slice(0, most).map((record) => ({ ...record, name: recordName(record.external_id ?? "") }));
  const companies = useCompanyNames(shown.flatMap(({ name }) => name.company ?? []));
  const nameOf = ({ number, company }: (typeof shown)[number]["name"]) => {
    const known = company && companies.get(company);
    return known ? t("invoices.import.recordOf", { number, company: known }) : number;
  };
  return (
    <div role="status">
      <p className={classes.counts}>
        {!done && <span>{t("invoices.import.found", { count: report.records.length })}</span>}
        <span>{done ? t("invoices.import.doneCreated", { count: report.created }) : t("invoices.import.plannedCreated", { count: report.created })}</span>
        <span>{done ? t("invoices.import.doneChanged", { count: report.changed }) : t("invoices.import.plannedChanged", { count: report.changed })}</span>
        <span>{t("invoices.import.unchanged", { count: report.unchanged })}</span>
        {report.refused > 0 && <span className={classes.bad}>{t("invoices.import.refused", { count: report.refused })}</span>}
      </p>
      {wrong.length > 0 && (
        <ul className={classes.wrong} tabIndex={0} aria-label={t("invoices.import.refusedList")}>
          {shown.map((record) => (
            <li key={record.index}>
              {record.row != null && `${t("invoices.import.row", { row: record.row })} · `}
              <bdi>{nameOf(record.name)}</bdi>
              {Object.entries(record.errors ?? {}).map(([field, message]) => (
                <div key={field} className={classes.bad}>
                  {fieldName(field, t)}: {message}
                </div>
              ))}
            </li>
          ))}
          {wrong.length > most && <li>{t("invoices.import.more", { count: wrong.length - most })}</li>}
        </ul>
      )}
      {notices.length > 0 && (
        <>
          <p className={classes.noticesTitle}>{t("invoices.import.notices")}</p>
          <ul className={classes.wrong} tabIndex={0} aria-label={t("invoices.import.notices")}>
            {notices.slice(0, most).map(({ rows, number, message }, index) => (
              <li key={index}>
                {rows.length > 0 && `${t("invoices.import.noticeRows", { count: rows.length, rows: listed(rows) })} · `}
                {number && <><bdi>{number}</bdi> · </>}
                {message}
              </li>
            ))}
            {notices.length > most && <li>{t("invoices.import.more", { count: notices.length - most })}</li>}
          </ul>
        </>
      )}
    </div>
  );
}

function listed(rows: number[]): string {
  return rows.slice(0, mostRows).join(", ") + (rows.length > mostRows ? " …" : "");
}

/** The names of companies; one that cannot be read is left out. */
function useCompanyNames(ids: string[]): Map<string, string> {
  return useQueries({
    queries: [...new Set(ids)].map((id) => ({ queryKey: ["companies", "one", id], queryFn: () => getCompany(id), staleTime: 60_000 })),
    combine: (found) => new Map(found.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : []))),
  });
}

/** A column as the page names it; a file's mistakes are told by the name that the server has for the column. */
function fieldName(field: string, t: Translate): string {
  const column = invoiceColumns.find((each) => each === field);
  return column ? t(`invoices.import.column.${column}`) : field;
}
