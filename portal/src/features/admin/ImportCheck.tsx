import { Button, NativeSelect, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteImport, editImport, startImport } from "@/api/people";
import { importColumns, type Import, type ImportColumn, type ImportEdit } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { problemToSentence } from "@/ui/problemToSentence";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { ImportIssues } from "./ImportIssues";
import classes from "./Imports.module.css";
import { importQuery } from "./queries";

/** What a file would enter, what its columns mean, and what stands in the way. Every choice is checked anew. */
export function ImportCheck({ found }: { found: Import }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const { summary, options, columns, head } = found;
  const keep = (after: Import) => { queries.setQueryData(importQuery(found.id).queryKey, after); };
  const onError = (reason: unknown) => {
    toast.failure(problemToSentence(reason, t));
    void queries.invalidateQueries({ queryKey: ["imports"] });
  };
  const edit = useMutation({ mutationFn: (body: ImportEdit) => editImport(found.id, body, found.version), onSuccess: keep, onError });
  const start = useMutation({ mutationFn: () => startImport(found.id, found.version), onSuccess: keep, onError });
  const remove = useMutation({
    mutationFn: () => deleteImport(found.id),
    onSuccess: async () => {
      await navigate({ to: "/admin/clients/import" });
      void queries.invalidateQueries({ queryKey: ["imports"], exact: true });
    },
    onError,
  });
  const busy = edit.isPending || start.isPending;
  const good = summary.issues === 0 && summary.companies + summary.people > 0;

  function choose(column: ImportColumn, place: string) {
    const others = Object.entries(columns).filter(([name, at]) => name !== column && String(at) !== place);
    edit.mutate({ columns: Object.fromEntries(place === "" ? others : [...others, [column, Number(place)]]) });
  }

  return (
    <div className={classes.step}>
      <Card title={t("import.summary")}>
        <dl className={classes.figures}>
          <div><dt>{t("sections.clients")}</dt><dd>{summary.companies}</dd></div>
          <div><dt>{t("import.people")}</dt><dd>{summary.people}</dd></div>
          <div><dt>{t("import.existing")}</dt><dd>{summary.existing}</dd></div>
          <div data-bad={summary.issues > 0 || undefined}><dt>{t("import.issues")}</dt><dd>{summary.issues}</dd></div>
        </dl>
        <div className={classes.choices}>
          <Switch
            label={t("import.skip")}
            description={t("import.skipHint")}
            disabled={busy}
            checked={options.skip_existing}
            onChange={(event) => { edit.mutate({ options: { ...options, skip_existing: event.currentTarget.checked } }); }}
          />
          <Switch
            label={t("import.invite")}
            description={t("import.inviteHint")}
            disabled={busy}
            checked={options.invite}
            onChange={(event) => { edit.mutate({ options: { ...options, invite: event.currentTarget.checked } }); }}
          />
        </div>
        <div className={classes.actions}>
          {!good && <span className={classes.soft}>{t(summary.issues > 0 ? "import.correctFirst" : "import.nothing")}</span>}
          <Button variant="default" disabled={busy} onClick={() => { setAsking(true); }}>
            {t("import.discard")}
          </Button>
          <SubmitButton type="button" busy={start.isPending} disabled={!good || edit.isPending} onClick={() => { start.mutate(); }}>
            {t("import.start", { count: summary.people - summary.existing })}
          </SubmitButton>
        </div>
      </Card>
      {found.issues.length > 0 && <ImportIssues found={found} title={t("import.inTheWay")} />}
      <Card title={t("import.columns")} lead={t("import.columnsLead")}>
        <div className={classes.columns}>
          {importColumns.map((column) => (
            <NativeSelect
              key={column}
              label={t(`import.column.${column}`)}
              disabled={busy}
              value={columns[column] === undefined ? "" : String(columns[column])}
              onChange={(event) => { choose(column, event.currentTarget.value); }}
              data={[{ value: "", label: t("import.noColumn") }, ...head.map((name, place) => ({ value: String(place), label: name || t("import.unnamed", { place: place + 1 }) }))]}
            />
          ))}
        </div>
      </Card>
      <ConfirmDialog
        opened={asking}
        title={t("import.discard")}
        text={t("import.discardText")}
        action={t("import.discard")}
        onCancel={() => { setAsking(false); }}
        onConfirm={() => { setAsking(false); remove.mutate(); }}
      />
    </div>
  );
}
