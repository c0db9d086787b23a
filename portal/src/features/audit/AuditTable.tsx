import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/api/audit";
import { DataTable } from "@/ui/DataTable";
import { Time } from "@/ui/Time";
import classes from "./Audit.module.css";
import type { AuditSearch } from "./search";
import { actionWords, changes, objectLabel, objectPage } from "./words";

export function AuditTable({ lines, onChange }: { lines: AuditEntry[]; onChange: (part: AuditSearch) => void }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("sections.audit")}
      rows={lines}
      rowKey={(line) => line.id}
      columns={[
        { name: t("audit.what"), cell: (line) => <What line={line} /> },
        { name: t("audit.who"), cell: (line) => <Who line={line} onPick={() => { onChange({ person: line.actor.id }); }} /> },
        { name: t("audit.object"), cell: (line) => <Thing line={line} onPick={() => { onChange({ object: line.object }); }} />, wide: true },
        { name: t("audit.address"), cell: (line) => <span className={classes.soft}>{line.actor.address ?? "–"}</span>, wide: true },
        { name: t("audit.when"), cell: (line) => <Time at={line.at} className={classes.when} /> },
      ]}
    />
  );
}

function What({ line }: { line: AuditEntry }) {
  const { t } = useTranslation();
  const facts = changes(line.detail);
  return (
    <div className={classes.what}>
      <span className={classes.sentence}>{actionWords(line.action, t)}</span>
      {facts.length > 0 && (
        <details className={classes.details}>
          <summary>{t("audit.details")}</summary>
          <dl>
            {facts.map(({ field, text }) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd dir="auto">{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function Who({ line: { actor }, onPick }: { line: AuditEntry; onPick: () => void }) {
  const { t } = useTranslation();
  // Actions of the portal itself, and of somebody who was not signed in.
  if (actor.id === "") return <span className={classes.soft}>{t("audit.nobody")}</span>;
  return (
    <span className={classes.who}>
      <UnstyledButton className={classes.pick} onClick={onPick} aria-label={t("audit.pickPerson", { name: actor.name })}>
        <bdi>{actor.id === "operator" ? t("audit.operator") : actor.name}</bdi>
      </UnstyledButton>
      {actor.acting_for && <span className={classes.soft}>{t("audit.actingFor", { name: actor.acting_for.name })}</span>}
    </span>
  );
}

function Thing({ line, onPick }: { line: AuditEntry; onPick: () => void }) {
  const { t } = useTranslation();
  if (line.object === line.actor.id) return <span className={classes.soft}>{t("audit.themselves")}</span>;
  const page = objectPage(line.object);
  const label = objectLabel(line);
  return (
    <span className={classes.thing}>
      {page ? <Link {...page}><bdi>{label}</bdi></Link> : <bdi>{label}</bdi>}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("audit.pickObject", { name: label })} title={t("audit.history")} onClick={onPick}>
        <IconHistory size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </span>
  );
}
