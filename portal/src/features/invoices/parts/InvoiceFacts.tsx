import { useTranslation } from "react-i18next";
import type { Invoice } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Time } from "@/ui/Time";
import { recordName } from "../recordName";
import classes from "./InvoicePage.module.css";
import { Day, Money } from "./Money";
import { StatusBadge } from "./StatusBadge";

/** The last day, and whose day it is: at midnight there it is over. */
function DueDay({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  return (
    <>
      <Day on={invoice.due_on} />
      {invoice.due_on && (invoice.status === "sent" || invoice.status === "overdue") && (
        <span className={classes.zone}>{t("invoices.zone", { zone: invoice.time_zone.replaceAll("_", " ") })}</span>
      )}
    </>
  );
}

/** What is to be known of an invoice beside its lines. */
export function InvoiceFacts({ invoice, side }: { invoice: Invoice; side: Side }) {
  const { t } = useTranslation();
  const facts = [
    { name: t("invoices.statusName"), value: <StatusBadge status={invoice.status} /> },
    { name: t("invoices.total"), value: <Money amount={invoice.total} of={invoice} /> },
    ...(side === "manage" ? [{ name: t("invoices.company"), value: <bdi>{invoice.company.name}</bdi> }] : []),
    { name: t("invoices.issued"), value: <Day on={invoice.issued_on} /> },
    { name: t("invoices.due"), value: <DueDay invoice={invoice} /> },
    ...(invoice.paid_on ? [{ name: t("invoices.paid"), value: <Day on={invoice.paid_on} /> }] : []),
    ...(side === "manage"
      ? [
          { name: t("invoices.viewed"), value: invoice.viewed_at ? <Time at={invoice.viewed_at} /> : t("invoices.notViewed") },
          // A name that was made of the company and the number says nothing that is not on the page.
          ...(recordName(invoice.external_id).company ? [] : [{ name: t("invoices.externalId"), value: <bdi>{invoice.external_id}</bdi> }]),
        ]
      : []),
  ];
  return (
    <aside className={classes.facts} aria-label={t("invoices.facts")}>
      <dl>
        {facts.map((fact) => (
          <div key={fact.name} className={classes.fact}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
