import { useTranslation } from "react-i18next";
import type { ImportIssue } from "@/api/types";
import { DataTable } from "@/ui/DataTable";
import classes from "./Imports.module.css";

/** Rows that are left out, with the reason: they stand in nobody's way. */
export function ImportSkipped({ skipped, all }: { skipped: ImportIssue[]; all: number }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="skipped-title">
      <h2 id="skipped-title" className={classes.heading}>{t("import.leftOut")}</h2>
      <DataTable
        caption={t("import.leftOut")}
        rows={skipped}
        rowKey={(row) => String(row.line)}
        columns={[
          { name: t("import.row"), cell: (row) => t("import.rowNumber", { row: row.line }) },
          { name: t("import.column.email"), cell: (row) => <bdi>{row.value || t("import.empty")}</bdi> },
          { name: t("import.why"), cell: (row) => t(`import.reason.${row.reason}`, { row: row.other_line ?? 0 }) },
        ]}
      />
      {all > skipped.length && <p className={classes.soft}>{t("import.moreSkipped", { count: all - skipped.length })}</p>}
    </section>
  );
}
