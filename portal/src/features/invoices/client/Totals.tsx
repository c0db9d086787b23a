import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Money } from "../parts/Money";
import { totalsQuery } from "../queries";
import classes from "./Totals.module.css";

/** What is to be paid, by currency, and how much of it is overdue. */
export function Totals() {
  const { t } = useTranslation();
  const totals = useQuery(totalsQuery);
  if (totals.isPending) return <Skeleton height={84} radius="md" mb={24} />;
  // The list below says what is wrong; figures that are not there mislead nobody.
  const items = totals.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <>
      <dl className={classes.totals} aria-label={t("invoices.totals")}>
        {items.map((item) => (
          <div key={item.currency} className={classes.total}>
            <dt>{t("invoices.toPay", { currency: item.currency })}</dt>
            <dd className={classes.sum}>
              <Money amount={item.unpaid.total} of={item} />
            </dd>
            <dd className={classes.small} data-bad={item.overdue.count > 0 || undefined}>
              {item.overdue.count > 0 ? (
                <>
                  {t("invoices.overdueOf", { count: item.overdue.count })} <Money amount={item.overdue.total} of={item} />
                </>
              ) : (
                t("invoices.unpaidCount", { count: item.unpaid.count })
              )}
            </dd>
            {item.credit.count > 0 && (
              <dd className={classes.small}>
                {t("invoices.creditOf", { count: item.credit.count })} <Money amount={-item.credit.total} of={item} />
              </dd>
            )}
          </div>
        ))}
      </dl>
      <p className={classes.zone}>{t("invoices.zone", { zone: totals.data?.time_zone.replaceAll("_", " ") ?? "" })}</p>
    </>
  );
}
