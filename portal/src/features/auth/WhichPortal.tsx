import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { GateCard } from "./GateCard";
import { SlugForm } from "./SlugForm";

export function WhichPortal() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("which.title");
  }, [t]);
  return (
    <GateCard title={t("which.title")} lead={t("which.lead")}>
      <SlugForm />
    </GateCard>
  );
}
