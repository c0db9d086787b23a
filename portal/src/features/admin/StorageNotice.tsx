import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/types";
import { useRights } from "@/ui/session";
import { fileSize } from "@/util/format";
import classes from "./OverviewPage.module.css";

/** Said from 80 percent on, so that there is time to make room before nothing can be uploaded. */
export function StorageNotice({ storage: { used, limit, level } }: { storage: Overview["storage"] }) {
  const { t, i18n } = useTranslation();
  const { administer } = useRights();
  if (level === "ok") return null;
  const amounts = {
    used: fileSize(used, i18n.language),
    limit: fileSize(limit, i18n.language),
    percent: Math.min(100, Math.floor((used / limit) * 100)),
  };
  return (
    <Alert
      className={classes.notice}
      color={level === "high" ? "wait" : "bad"}
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={t(level === "full" ? "overview.storageFull" : "overview.storageHigh", amounts)}
    >
      {t(administer || level === "full" ? `overview.storage.${level}` : "overview.storage.reader", amounts)}
    </Alert>
  );
}
