import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dashboardQuery } from "@/ui/dashboard";
import { useRights } from "@/ui/session";

/** The dashboard's figure of requests that wait for the reader's word; only company admins have one. */
export function ApprovalsFigure({ className, numberClass }: { className?: string; numberClass?: string }) {
  const { t } = useTranslation();
  const { team } = useRights();
  const count = useQuery(dashboardQuery).data?.approvals_waiting ?? 0;
  if (!team) return null;
  return (
    <Link className={className} to="/portal/requests" search={{ whose: "company", status: "pending_approval" }} data-loud={count > 0 || undefined}>
      <span className={numberClass}>{count}</span>
      <span>{t("requests.approvalsFigure", { count })}</span>
    </Link>
  );
}
