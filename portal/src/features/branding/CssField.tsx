import { Textarea } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { RemovedCss } from "@/api/types";
import classes from "./Branding.module.css";

interface Props {
  label: string;
  disabled: boolean;
  removed: RemovedCss[];
  input: GetInputPropsReturnType;
}

/** Custom CSS, with what the server will leave out of it and on which line. */
export function CssField({ label, disabled, removed, input }: Props) {
  const { t } = useTranslation();
  return (
    <div>
      <Textarea name="custom_css" label={label} description={t("branding.cssHint")} rows={8} resize="vertical" spellCheck={false} disabled={disabled} classNames={{ input: classes.code }} {...input} />
      <div role="status">
        {removed.length > 0 && (
          <div className={classes.removed}>
            <p>{t("branding.removed", { count: removed.length })}</p>
            <ul>
              {removed.map((part, index) => (
                <li key={index}>
                  {t("branding.line", { line: part.line })}: <code>{part.what}</code>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}
