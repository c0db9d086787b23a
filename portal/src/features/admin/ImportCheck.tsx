import { Button, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteImport, editImport, startImport } from "@/api/people";
import { importColumns, type Import, type ImportEdit } from "@/api/types";
import { Card } from "@/ui/Card";
import { ColumnChoices } from "@/ui/ColumnChoices";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { EncodingSelect } from "@/ui/EncodingSelect";
import { problemToSentence } from "@/ui/problemToSentence";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { ImportIssues } from "./ImportIssues";
import { ImportSkipped } from "./ImportSkipped";
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

  return (
    <div className={classes.step}>
      <Card title={t("import.summary")}>
        <dl className={classes.figures}>
          <div><dt>{t("sections.clients")}</dt><dd>{summary.companies}</dd></div>
          <div><dt>{t("import.people")}</dt><dd>{summary.people}</dd></div>
          <div><dt>{t("import.existing")}</dt><dd>{summary.existing}</dd></div>
          {(summary.skipped ?? 0) > 0 && <div><dt>{t("import.leftOut")}</dt><dd>{summary.skipped}</dd></div>}
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
      {found.skipped.length > 0 && <ImportSkipped skipped={found.skipped} all={summary.skipped ?? 0} />}
      <Card title={t("import.columns")} lead={t("import.columnsLead")}>
        <ColumnChoices
          columns={importColumns}
          label={(column) => t(`import.column.${column}`)}
          head={head}
          chosen={columns}
          disabled={busy}
          onChoose={(chosen) => { edit.mutate({ columns: chosen as Record<string, number> }); }}
        />
        <div className={classes.encoding}>
          <EncodingSelect value={found.encoding} disabled={busy} onChoose={(encoding) => { edit.mutate({ encoding }); }} />
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
