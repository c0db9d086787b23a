import { useTranslation } from "react-i18next";
import type { RequestStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const tones: Record<RequestStatus, Tone> = { pending_approval: "wait", approved: "info", fulfilled: "good", rejected: "bad", cancelled: "quiet" };

interface Props {
  status: RequestStatus;
  /** Nobody at the company can decide, so the provider does. Only staff are told. */
  unassigned?: boolean;
  /** The reader is one of those who can decide. */
  decide?: boolean;
}

/** A request's status; for staff also that nobody else can decide it. */
export function RequestBadge({ status, unassigned = false, decide = false }: Props) {
  const { t } = useTranslation();
  return (
    <Badge tone={unassigned ? "bad" : tones[status]} ring={status === "cancelled"}>
      {t(unassigned ? (decide ? "requests.status.unassigned" : "requests.status.unassignedReader") : `requests.status.${status}`)}
    </Badge>
  );
}
