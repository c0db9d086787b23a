import { OverviewPage } from "@/features/admin/OverviewPage";
import { LatestPublished } from "@/features/announcements/manage/LatestPublished";

/** The staff's overview, put together from the features' parts. */
export function StaffOverview() {
  return (
    <OverviewPage>
      <LatestPublished />
    </OverviewPage>
  );
}
