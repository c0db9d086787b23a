import { useTranslation } from "react-i18next";
import type { InvoiceStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";

const tones: Record<InvoiceStatus, Tone> = { draft: "quiet", sent: "info", paid: "good", overdue: "bad", void: "quiet", credit: "good" };

export function StatusBadge({ status }: { status: InvoiceStatus }) {
  const { t } = useTranslation();
  return (
    <Badge tone={tones[status]} ring={status === "draft"}>
      {t(`invoices.status.${status}`)}
    </Badge>
  );
}
