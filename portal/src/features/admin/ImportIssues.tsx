import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Import, ImportIssue } from "@/api/types";
import { DataTable } from "@/ui/DataTable";
import classes from "./Imports.module.css";

/** Every cell that stands in the way, with its row as a spreadsheet counts it. */
export function ImportIssues({ found, title }: { found: Import; title: string }) {
  const { t } = useTranslation();
  const { issues, summary, status } = found;
  const column = ({ column }: ImportIssue) => (column ? t(`import.column.${column}`) : t("import.wholeRow"));
  return (
    <section aria-labelledby="issues-title">
      <div className={classes.head}>
        <h2 id="issues-title" className={classes.heading}>{title}</h2>
        {status === "checked" && (
          <Button component="a" href={`/api/manage/imports/${found.id}/issues`} download variant="default" size="sm" leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}>
            {t("import.download")}
          </Button>
        )}
      </div>
      <DataTable
        caption={title}
        rows={issues}
        rowKey={(issue) => `${issue.line} ${issue.column ?? ""} ${issue.reason}`}
        columns={[
          { name: t("import.row"), cell: (issue) => t("import.rowNumber", { row: issue.line }) },
          { name: t("import.columnHead"), cell: column },
          { name: t("import.value"), cell: (issue) => <bdi>{issue.value || t("import.empty")}</bdi> },
          { name: t("import.reasonHead"), cell: (issue) => t(`import.reason.${issue.reason}`, { row: issue.other_line ?? 0 }) },
        ]}
      />
      {status === "checked" && summary.issues > issues.length && <p className={classes.soft}>{t("import.more", { shown: issues.length, all: summary.issues })}</p>}
    </section>
  );
}
