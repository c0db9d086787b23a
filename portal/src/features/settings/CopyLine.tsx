import { Button } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Settings.module.css";

/** A text to be copied as it is. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // The text can still be marked and copied by hand.
    }
  }
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <div className={classes.copy}>
      <code aria-label={label}>{value}</code>
      <Button variant="default" size="compact-sm" leftSection={<Icon size={14} aria-hidden />} aria-label={t("settings.copyWhat", { what: label })} onClick={() => void copy()}>
        {t(copied ? "settings.copied" : "settings.copy")}
      </Button>
    </div>
  );
}
