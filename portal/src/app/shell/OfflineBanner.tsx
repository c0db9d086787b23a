import { IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useOnline } from "@/ui/useOnline";
import classes from "./OfflineBanner.module.css";

export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className={classes.banner}>
          <IconWifiOff size={18} stroke={1.75} aria-hidden />
          {t("shell.offline")}
        </p>
      )}
    </div>
  );
}
