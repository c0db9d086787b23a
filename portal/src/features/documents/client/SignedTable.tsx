import { ActionIcon } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { pdfPath } from "@/api/documents";
import type { SignedDocument } from "@/api/types";
import { DataTable } from "@/ui/DataTable";
import { Time } from "@/ui/Time";
import classes from "./DocumentsPage.module.css";

/** What the person has signed. */
export function SignedTable({ items }: { items: SignedDocument[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("documents.tab.signed")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("documents.title"),
          cell: (item) => (
            <span className={classes.name}>
              <bdi>{item.title}</bdi>
              <bdi className={classes.soft}>{item.issuer}</bdi>
            </span>
          ),
        },
        { name: t("documents.version"), cell: (item) => t("documents.versionNumber", { number: item.version }) },
        { name: t("documents.signedAs"), wide: true, cell: (item) => <bdi>{item.name}</bdi> },
        { name: t("documents.signedAt"), cell: (item) => <Time at={item.signed_at} /> },
        {
          name: t("documents.pdf"),
          end: true,
          cell: (item) => (
            <span className={classes.actions}>
              <ActionIcon component="a" variant="subtle" color="gray" size={44} href={pdfPath("portal", item.id)} target="_blank" rel="noopener" aria-label={t("documents.pdfOf", { title: item.title })}>
                <IconFileTypePdf size={20} stroke={1.75} aria-hidden />
              </ActionIcon>
            </span>
          ),
        },
      ]}
    />
  );
}
