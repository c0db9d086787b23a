import { LatestAnnouncements, UnreadFigure } from "@/features/announcements/client/LatestAnnouncements";
import { ApprovalsFigure } from "@/features/catalog/client/ApprovalsFigure";
import { ToSignFigure } from "@/features/documents/client/ToSignFigure";
import { UnpaidFigure } from "@/features/invoices/client/UnpaidFigure";
import { DashboardPage } from "@/features/tickets/client/DashboardPage";

/** The clients' dashboard, put together from the features' parts as the server does it with its areas'. */
export function ClientDashboard() {
  return (
    <DashboardPage
      figures={(figure, number) => (
        <>
          <ToSignFigure className={figure} numberClass={number} />
          <ApprovalsFigure className={figure} numberClass={number} />
          <UnreadFigure className={figure} numberClass={number} />
        </>
      )}
      more={<UnpaidFigure />}
    >
      <LatestAnnouncements />
    </DashboardPage>
  );
}
