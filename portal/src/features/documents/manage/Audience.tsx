import { useTranslation } from "react-i18next";

/** Who sees something, in words. */
export function Audience({ of }: { of: { shown_to: { all: boolean; companies?: string[] }; companies: { id: string; name: string }[] } }) {
  const { t } = useTranslation();
  if (of.shown_to.all) return <>{t("audience.all")}</>;
  const all = of.shown_to.companies?.length ?? 0;
  const shown = of.companies.slice(0, 3);
  const named = shown.map((company) => company.name).join(", ");
  const more = all - shown.length;
  return <bdi>{more > 0 ? t("documents.andMore", { named, count: more }) : named}</bdi>;
}
