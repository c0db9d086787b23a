import { useTranslation } from "react-i18next";
import type { AnnouncementStatus, Severity } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const severityTones: Record<Severity, Tone> = { info: "info", maintenance: "wait", outage: "bad" };
const statusTones: Record<AnnouncementStatus, Tone> = { draft: "quiet", scheduled: "wait", published: "good" };

export function SeverityBadge({ severity, plain }: { severity: Severity; plain?: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge tone={severityTones[severity]} plain={plain}>
      {t(`announcements.severity.${severity}`)}
    </Badge>
  );
}

export function StateBadge({ status, expired }: { status: AnnouncementStatus; expired: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge tone={expired ? "quiet" : statusTones[status]} ring={expired || status !== "published"}>
      {t(expired ? "announcements.state.expired" : `announcements.state.${status}`)}
    </Badge>
  );
}
