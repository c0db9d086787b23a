import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CompanyCompliance, ComplianceScore, PolicyCompliance } from "@/api/types";
import { DataTable, type Column } from "@/ui/DataTable";
import { Day } from "../parts/Day";
import { ScoreBadge } from "../parts/badges";
import admin from "./Admin.module.css";
import classes from "./Compliance.module.css";
import type { Reminder } from "./ReminderDialog";

type OnRemind = ((reminder: Reminder) => void) | undefined;

/** A score in words and numbers, and as long as it is. */
function Part({ score }: { score: ComplianceScore }) {
  return (
    <span className={classes.part}>
      <span>
        <ScoreBadge score={score} />
      </span>
      <progress className={admin.meter} data-grade={score.grade} value={score.score} max={100} aria-hidden />
    </span>
  );
}

function Overdue({ count }: { count: number }) {
  const { t } = useTranslation();
  return count > 0 ? <span className={classes.overdue}>{t("documents.countOverdue", { count })}</span> : <>{t("documents.noneOverdue")}</>;
}

/** The column with a row's reminder, for those who may send one. */
function useRemindColumn<T extends ComplianceScore>(onRemind: OnRemind, name: (row: T) => string, reminder: (row: T) => Reminder): Column<T>[] {
  const { t } = useTranslation();
  if (!onRemind) return [];
  return [
    {
      name: t("documents.reminder"),
      end: true,
      cell: (row) =>
        row.signed < row.required ? (
          <Button size="compact-sm" variant="subtle" aria-label={t("documents.remindAbout", { name: name(row) })} onClick={() => { onRemind(reminder(row)); }}>
            {t("documents.remindVerb")}
          </Button>
        ) : (
          "–"
        ),
    },
  ];
}

export function CompanyTable({ items, policy, onRemind }: { items: CompanyCompliance[]; policy?: PolicyCompliance; onRemind?: OnRemind }) {
  const { t } = useTranslation();
  const remind = useRemindColumn<CompanyCompliance>(
    onRemind,
    (item) => item.company.name,
    ({ company }) => ({
      selection: { company: company.id, policy: policy?.id },
      about: policy ? t("documents.aboutPolicyIn", { title: policy.title, company: company.name }) : t("documents.aboutCompany", { company: company.name }),
    }),
  );
  return (
    <DataTable
      caption={t("documents.by.companies")}
      rows={items}
      rowKey={(item) => item.company.id}
      columns={[
        {
          name: t("documents.company"),
          cell: (item) => (
            <Link to="/admin/documents/compliance/$id" params={{ id: item.company.id }} data-row>
              <bdi>{item.company.name}</bdi>
            </Link>
          ),
        },
        { name: t("documents.signed"), cell: (item) => <Part score={item} /> },
        { name: t("documents.overdue"), cell: (item) => <Overdue count={item.overdue} /> },
        ...(policy ? [] : [{ name: t("documents.openPeople"), wide: true, cell: (item: CompanyCompliance) => item.open_people }]),
        { name: t("documents.policies"), wide: true, cell: (item) => item.policies },
        ...remind,
      ]}
    />
  );
}

export function PolicyTable({ items, onRemind }: { items: PolicyCompliance[]; onRemind?: OnRemind }) {
  const { t } = useTranslation();
  const remind = useRemindColumn<PolicyCompliance>(
    onRemind,
    (item) => item.title,
    ({ id, title }) => ({ selection: { policy: id }, about: t("documents.aboutPolicy", { title }) }),
  );
  return (
    <DataTable
      caption={t("documents.by.policies")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("documents.title"),
          cell: (item) => (
            <span className={admin.name}>
              <Link to="/admin/documents/policies/$id/signers" params={{ id: item.id }} data-row>
                <bdi>{item.title}</bdi>
              </Link>
              <span className={admin.soft}>{t("documents.versionNumber", { number: item.version })}</span>
            </span>
          ),
        },
        { name: t("documents.signed"), cell: (item) => <Part score={item} /> },
        { name: t("documents.overdue"), cell: (item) => <Overdue count={item.overdue} /> },
        { name: t("documents.by.companies"), wide: true, cell: (item) => item.companies },
        { name: t("documents.deadline"), wide: true, cell: (item) => <Day on={item.deadline} /> },
        ...remind,
      ]}
    />
  );
}
