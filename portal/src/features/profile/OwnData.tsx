import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { exportAddress } from "@/api/profile";
import { Card } from "@/ui/Card";

/** A copy of everything that the portal holds about the person. */
export function OwnData() {
  const { t } = useTranslation();
  return (
    <Card title={t("profile.ownData")} lead={t("profile.ownDataLead")}>
      <Button component="a" href={exportAddress} download variant="default" leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
        {t("profile.download")}
      </Button>
    </Card>
  );
}
