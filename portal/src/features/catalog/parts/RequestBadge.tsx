import { useTranslation } from "react-i18next";
import type { RequestStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const tones: Record<RequestStatus, Tone> = { pending_approval: "wait", approved: "info", fulfilled: "good", rejected: "bad", cancelled: "quiet" };

/** A request's status; for staff also that nobody else can decide it. */
export function RequestBadge({ status, unassigned = false }: { status: RequestStatus; unassigned?: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge tone={unassigned ? "bad" : tones[status]} ring={status === "cancelled"}>
      {t(unassigned ? "requests.status.unassigned" : `requests.status.${status}`)}
    </Badge>
  );
}
