import { useTranslation } from "react-i18next";
import type { Invoice } from "@/api/types";
import { PlainText } from "@/ui/PlainText";
import { quantity } from "@/util/money";
import classes from "./InvoiceSheet.module.css";
import { Money, Price } from "./Money";

/** Lines and sums of an invoice; what is printed. */
export function InvoiceSheet({ invoice }: { invoice: Invoice }) {
  const { t, i18n } = useTranslation();
  return (
    <section className={classes.sheet} aria-label={t("invoices.lines")}>
      <table role="table" className={classes.table}>
        <caption className="visually-hidden">{t("invoices.lines")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{t("invoices.description")}</th>
            <th role="columnheader" scope="col">{t("invoices.quantity")}</th>
            <th role="columnheader" scope="col">{t("invoices.price")}</th>
            <th role="columnheader" scope="col">{t("invoices.amount")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {invoice.lines.map((line, place) => (
            <tr key={place} role="row">
              <td role="cell" dir="auto">{line.description}</td>
              <td role="cell">
                {quantity(line.quantity, i18n.language)}
                <span className={classes.times} aria-hidden> ×</span>
              </td>
              <td role="cell"><Price price={line.unit_price} of={invoice} /></td>
              <td role="cell"><Money amount={line.amount} of={invoice} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className={classes.sums}>
        <div>
          <dt>{t("invoices.subtotal")}</dt>
          <dd><Money amount={invoice.subtotal} of={invoice} /></dd>
        </div>
        <div>
          <dt>{t("invoices.tax")}</dt>
          <dd><Money amount={invoice.tax} of={invoice} /></dd>
        </div>
        <div data-total>
          <dt>{t("invoices.total")}</dt>
          <dd><Money amount={invoice.total} of={invoice} /></dd>
        </div>
      </dl>
      {invoice.note && (
        <div className={classes.note}>
          <h2>{t("invoices.note")}</h2>
          <PlainText text={invoice.note} />
        </div>
      )}
    </section>
  );
}
