import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportChoices } from "@/api/invoices";
import { invoiceColumns, type InvoiceFile } from "@/api/types";
import { ColumnChoices } from "@/ui/ColumnChoices";
import { EncodingSelect } from "@/ui/EncodingSelect";
import { day, quantity } from "@/util/money";
import classes from "./ImportDialog.module.css";

interface Props {
  file: InvoiceFile;
  choices: ImportChoices;
  disabled: boolean;
  onChange: (choices: ImportChoices) => void;
}

/** How a file was read, and what can be decided about it. Numbers and days that can mean two things are asked about first. */
export function ImportReading({ file, choices, disabled, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const [currency, setCurrency] = useState(choices.currency ?? "");
  const { numbers, days, columns, missing, layout } = file;
  const asked = { numbers: numbers.question ?? null, days: days.question ?? null };
  // A question stays where it was once it is answered, so that the answer can be changed.
  const [kept, setKept] = useState(asked);
  if ((asked.numbers && asked.numbers.cell !== kept.numbers?.cell) || (asked.days && asked.days.cell !== kept.days?.cell)) {
    setKept({ numbers: asked.numbers ?? kept.numbers, days: asked.days ?? kept.days });
  }
  return (
    <div className={classes.reading}>
      <p className={classes.hint}>
        {t("invoices.import.read", { count: file.rows })} {layout && layout !== "portal" && t("invoices.import.from", { program: t(`invoices.import.layouts.${layout}`) })}{" "}
        {t(numbers.mark === "comma" ? "invoices.import.commas" : "invoices.import.points")}
      </p>
      {kept.numbers && (
        <Radio.Group
          className={classes.question}
          label={t("invoices.import.numberQuestion", { cell: kept.numbers.cell })}
          value={numbers.mark}
          onChange={(value) => { onChange({ ...choices, numbers: value === "comma" ? "comma" : "point" }); }}
        >
          <Radio value="comma" disabled={disabled} label={t("invoices.import.readsComma", { cell: kept.numbers.cell, value: quantity(kept.numbers.comma, i18n.language) })} />
          <Radio value="point" disabled={disabled} label={t("invoices.import.readsPoint", { cell: kept.numbers.cell, value: quantity(kept.numbers.point, i18n.language) })} />
        </Radio.Group>
      )}
      {kept.days && (
        <Radio.Group
          className={classes.question}
          label={t("invoices.import.dayQuestion", { cell: kept.days.cell })}
          value={days.order}
          onChange={(value) => { onChange({ ...choices, days: value === "month_first" ? "month_first" : "day_first" }); }}
        >
          <Radio value="day_first" disabled={disabled} label={t("invoices.import.readsDay", { cell: kept.days.cell, value: day(kept.days.day_first, i18n.language) })} />
          <Radio value="month_first" disabled={disabled} label={t("invoices.import.readsDay", { cell: kept.days.cell, value: day(kept.days.month_first, i18n.language) })} />
        </Radio.Group>
      )}
      {columns.currency === undefined && (
        <TextInput
          label={t("invoices.import.currency")}
          description={t("invoices.import.currencyHint")}
          placeholder="EUR"
          w={200}
          value={currency}
          disabled={disabled}
          onChange={(event) => {
            const code = event.currentTarget.value.toUpperCase();
            setCurrency(code);
            // A code has three letters: what is shorter is still being typed.
            if (code.length === 3 || code === "") onChange({ ...choices, currency: code || undefined });
          }}
        />
      )}
      <details className={classes.details} open={missing.some((column) => column !== "currency") || undefined}>
        <summary>{t("invoices.import.details")}</summary>
        <p className={classes.hint}>{t("invoices.import.columnsLead")}</p>
        <ColumnChoices
          columns={invoiceColumns}
          label={(column) => t(`invoices.import.column.${column}`)}
          head={file.head}
          chosen={columns}
          disabled={disabled}
          onChoose={(chosen) => { onChange({ ...choices, columns: chosen }); }}
        />
        <EncodingSelect value={file.encoding} disabled={disabled} onChoose={(encoding) => { onChange({ ...choices, encoding, columns: undefined }); }} />
      </details>
      {missing.length > 0 && (
        <p role="status" className={classes.bad}>
          {t("invoices.import.missing", { columns: missing.map((column) => t(`invoices.import.column.${column}`)).join(", ") })}
        </p>
      )}
    </div>
  );
}
