import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import classes from "./Profile.module.css";

export function Appearance() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Card title={t("profile.appearance")} lead={t("profile.appearanceLead")}>
      <div className={classes.pair}>
        <div>
          <p className={classes.label} id="scheme-label">
            {t("scheme.label")}
          </p>
          <SegmentedControl
            aria-labelledby="scheme-label"
            value={colorScheme}
            onChange={(value) => { setColorScheme(value as MantineColorScheme); }}
            data={[
              { value: "light", label: t("scheme.light") },
              { value: "dark", label: t("scheme.dark") },
              { value: "auto", label: t("scheme.auto") },
            ]}
          />
        </div>
      </div>
    </Card>
  );
}
