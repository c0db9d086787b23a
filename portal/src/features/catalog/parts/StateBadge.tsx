import { useTranslation } from "react-i18next";
import { Badge } from "@/ui/Badge";

/** Whether clients see an item. */
export function StateBadge({ published }: { published: boolean }) {
  const { t } = useTranslation();
  return (
    <Badge tone={published ? "good" : "quiet"} ring={!published}>
      {t(published ? "catalog.published" : "catalog.draft")}
    </Badge>
  );
}
