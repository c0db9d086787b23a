import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { GateCard } from "./GateCard";

export function PortalUnreachable() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("unreachable.title");
    const reload = () => { location.reload(); };
    addEventListener("online", reload);
    return () => { removeEventListener("online", reload); };
  }, [t]);
  return (
    <GateCard title={t("unreachable.title")} lead={t("unreachable.lead")}>
      <Button size="md" fullWidth onClick={() => { location.reload(); }}>
        {t("retry")}
      </Button>
    </GateCard>
  );
}
