import { UnpaidFigure } from "@/features/invoices/client/UnpaidFigure";
import { DashboardPage } from "@/features/tickets/client/DashboardPage";
import { useRights } from "@/ui/session";

/** The clients' dashboard, put together from the areas. */
export function Dashboard() {
  const { billing } = useRights();
  return <DashboardPage more={billing && <UnpaidFigure />} />;
}
