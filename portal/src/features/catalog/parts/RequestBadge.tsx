import { useTranslation } from "react-i18next";
import type { RequestStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const tones: Record<RequestStatus, Tone> = { pending_approval: "wait", approved: "info", fulfilled: "good", rejected: "bad", cancelled: "quiet" };

/** Where a request stands. */
export function RequestBadge({ status }: { status: RequestStatus }) {
  const { t } = useTranslation();
  return (
    <Badge tone={tones[status]} ring={status === "cancelled"}>
      {t(`requests.status.${status}`)}
    </Badge>
  );
}
