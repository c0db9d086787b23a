import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { useRights } from "@/ui/session";
import { DomainPart } from "./DomainPart";
import { GeneralPart } from "./GeneralPart";
import { KeysPart } from "./KeysPart";
import { LocksPart } from "./LocksPart";
import { parts } from "./search";
import classes from "./Settings.module.css";

const route = getRouteApi("/admin/settings");

export function SettingsPage() {
  const { t } = useTranslation();
  const { part = "general" } = route.useSearch();
  const navigate = route.useNavigate();
  const { administer } = useRights();
  const offered = parts.filter((each) => administer || each !== "keys");
  return (
    <div className={classes.page}>
      <PageHeader title={t("sections.settings")} lead={administer ? t("settings.lead") : t("readOnly")} />
      <Pills
        label={t("settings.parts")}
        options={offered.map((value) => ({ value, label: t(`settings.part.${value}`) }))}
        value={part}
        onChoose={(value) => void navigate({ search: value === "general" ? {} : { part: value } })}
      />
      {part === "general" && <GeneralPart />}
      {part === "keys" && administer && <KeysPart />}
      {part === "domain" && <DomainPart />}
      {part === "locks" && <LocksPart />}
    </div>
  );
}
