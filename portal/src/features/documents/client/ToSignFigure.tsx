import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dashboardQuery } from "@/ui/dashboard";
import classes from "./ToSignFigure.module.css";

/** The dashboard's figure of documents to sign; nothing where there are none. */
export function ToSignFigure({ className, numberClass }: { className?: string; numberClass?: string }) {
  const { t } = useTranslation();
  const data = useQuery(dashboardQuery).data;
  const count = data?.awaiting_signature ?? 0;
  const overdue = data?.overdue_signatures ?? 0;
  if (count === 0) return null;
  return (
    <Link className={className} to="/portal/documents" data-loud>
      <span className={numberClass}>{count}</span>
      <span>
        {t("documents.figure", { count })}
        {overdue > 0 && <span className={classes.overdue}>{t("documents.figureOverdue", { count: overdue })}</span>}
      </span>
    </Link>
  );
}
