import { useQuery } from "@tanstack/react-query";
import { IconArrowRight, IconReceipt } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dashboardQuery } from "@/ui/dashboard";
import { Money } from "../parts/Money";
import classes from "./UnpaidFigure.module.css";

/** The dashboard's line on unpaid invoices; nothing where all is paid. */
export function UnpaidFigure() {
  const { t } = useTranslation();
  const unpaid = useQuery(dashboardQuery).data?.unpaid_invoices ?? [];
  if (unpaid.length === 0) return null;
  const count = unpaid.reduce((sum, item) => sum + item.unpaid.count, 0);
  const overdue = unpaid.reduce((sum, item) => sum + item.overdue.count, 0);
  return (
    <Link className={classes.figure} to="/portal/invoices" search={overdue > 0 ? { status: "overdue" } : {}}>
      <IconReceipt size={20} stroke={1.75} aria-hidden />
      <span className={classes.words}>
        <span>{t("invoices.unpaidCount", { count })}</span>
        {overdue > 0 && <span className={classes.overdue}>{t("invoices.overdueCount", { count: overdue })}</span>}
      </span>
      <span className={classes.sums}>
        {unpaid.map((item) => (
          <Money key={item.currency} amount={item.unpaid.total} of={item} />
        ))}
      </span>
      <IconArrowRight size={16} stroke={1.75} aria-hidden />
    </Link>
  );
}
