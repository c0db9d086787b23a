import { Button, ColorInput } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { GetInputPropsReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { ContrastCheck } from "@/api/types";
import { numberFormat } from "@/util/formats";
import classes from "./Branding.module.css";

interface Props {
  name: string;
  label: string;
  description: string;
  disabled: boolean;
  contrast?: ContrastCheck;
  input: GetInputPropsReturnType;
  /** Takes the suggested colour. */
  onSuggestion: (color: string) => void;
}

/** A colour and whether text on it can be read; where not, the nearest one that can. */
export function ColorField({ name, label, description, disabled, contrast, input, onSuggestion }: Props) {
  const { t, i18n } = useTranslation();
  const ratio = contrast && numberFormat(i18n.language, { maximumFractionDigits: 1 }).format(contrast.ratio);
  return (
    <div>
      <ColorInput name={name} label={label} description={description} format="hex" withEyeDropper={false} disabled={disabled} popoverProps={{ withinPortal: true, position: "top-start" }} {...input} />
      <p className={classes.contrast} data-passes={contrast?.passes} role="status">
        {contrast?.passes && (
          <>
            <IconCheck size={16} stroke={2} aria-hidden /> {t("branding.contrastGood", { ratio })}
          </>
        )}
        {contrast && !contrast.passes && (
          <>
            <IconAlertTriangle size={16} stroke={2} aria-hidden /> {t("branding.contrastLow", { ratio })}
          </>
        )}
      </p>
      {contrast && !contrast.passes && contrast.suggestion && !disabled && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<span className={classes.swatch} style={{ background: contrast.suggestion }} />}
          onClick={() => { if (contrast.suggestion) onSuggestion(contrast.suggestion); }}
        >
          {t("branding.useSuggestion", { color: contrast.suggestion })}
        </Button>
      )}
    </div>
  );
}
