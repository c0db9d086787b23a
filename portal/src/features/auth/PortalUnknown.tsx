import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { GateCard } from "./GateCard";
import { SlugForm } from "./SlugForm";

export function PortalUnknown({ slug }: { slug: string }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("unknown.title");
  }, [t]);
  return (
    <GateCard title={t("unknown.title")} lead={t("unknown.lead", { slug: slug.slice(0, 60) })}>
      <SlugForm />
    </GateCard>
  );
}
