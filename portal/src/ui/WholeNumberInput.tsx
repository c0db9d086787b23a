import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Translate } from "@/i18n";
import { isWholeNumber, type Range } from "@/util/wholeNumber";

/** The sentence for a number outside of its range, for a form's `validate`; null where it is inside. */
export function wrongNumber(value: number | string, range: Range, t: Translate, language: string): string | null {
  const { min, max } = range;
  return isWholeNumber(value, range) ? null : t("wholeNumber", { min: min.toLocaleString(language), max: max.toLocaleString(language) });
}

type Props = Omit<NumberInputProps, "min" | "max" | "clampBehavior" | "allowDecimal" | "value"> & { range: Range; value?: number | string };

/**
 * A whole number. What was typed stays as it was typed, since a number that is changed without a word is saved without
 * being noticed: leaving the field says what is wrong with it, and the form refuses to save it by `wrongNumber`.
 */
export function WholeNumberInput({ range, value = "", error, onBlur, ...props }: Props) {
  const { t, i18n } = useTranslation();
  const [left, setLeft] = useState(false);
  const wrong = left && value !== "" ? wrongNumber(value, range, t, i18n.language) : null;
  return (
    <NumberInput
      {...props}
      value={value}
      min={range.min}
      max={range.max}
      clampBehavior="none"
      error={wrong ?? error}
      onBlur={(event) => {
        setLeft(true);
        onBlur?.(event);
      }}
    />
  );
}
