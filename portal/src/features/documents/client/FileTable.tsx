import { ActionIcon } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { filePath } from "@/api/documents";
import type { DocumentFile } from "@/api/types";
import { DataTable } from "@/ui/DataTable";
import { Time } from "@/ui/Time";
import { fileSize } from "@/util/format";
import { CategoryBadge } from "../parts/badges";
import classes from "./DocumentsPage.module.css";

/** Files that are shared with the person's company. */
export function FileTable({ items }: { items: DocumentFile[] }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      caption={t("documents.tab.files")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("documents.title"),
          cell: (item) => (
            <span className={classes.name}>
              {/* The browser shows images and PDF and saves the rest. */}
              <a href={filePath("portal", item.id)} target={item.inline ? "_blank" : undefined} rel="noopener" data-row>
                <bdi>{item.title}</bdi>
              </a>
              {item.description && <bdi className={classes.soft}>{item.description}</bdi>}
            </span>
          ),
        },
        { name: t("documents.categoryName"), cell: (item) => <CategoryBadge category={item.category} /> },
        {
          name: t("documents.file"),
          cell: (item) => (
            <span className={classes.name}>
              <bdi>{item.name}</bdi>
              <span className={classes.soft}>{fileSize(item.size, i18n.language)}</span>
            </span>
          ),
        },
        { name: t("documents.changed"), wide: true, cell: (item) => <Time at={item.updated_at} /> },
        {
          name: t("documents.get"),
          end: true,
          cell: (item) => (
            <span className={classes.actions}>
              <ActionIcon component="a" variant="subtle" color="gray" size={44} href={filePath("portal", item.id, { download: true })} aria-label={t("attach.download", { name: item.name })}>
                <IconDownload size={18} stroke={1.75} aria-hidden />
              </ActionIcon>
            </span>
          ),
        },
      ]}
    />
  );
}
