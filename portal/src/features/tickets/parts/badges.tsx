import { useTranslation } from "react-i18next";
import type { Priority, Status } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Badge, type Tone } from "@/ui/Badge";

const statusTone: Record<Status, Tone> = {
  open: "info",
  in_progress: "info",
  waiting_on_client: "wait",
  waiting_on_vendor: "quiet",
  resolved: "good",
  closed: "quiet",
};

/** A client reads "Waiting on you" where staff read "Waiting on client". */
export const statusKey = (status: Status, side: Side) =>
  side === "portal" && status === "waiting_on_client" ? "status.waiting_on_you" : (`status.${status}` as const);

export function StatusBadge({ status, side }: { status: Status; side: Side }) {
  const { t } = useTranslation();
  const ring = status === "in_progress" || status === "waiting_on_vendor";
  return (
    <Badge tone={statusTone[status]} ring={ring}>
      {t(statusKey(status, side))}
    </Badge>
  );
}

const priorityTone: Record<Priority, Tone> = { low: "quiet", medium: "info", high: "wait", critical: "bad" };

export function PriorityBadge({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  return (
    <Badge tone={priorityTone[priority]} plain ring={priority === "low"}>
      {t(`priority.${priority}`)}
    </Badge>
  );
}
