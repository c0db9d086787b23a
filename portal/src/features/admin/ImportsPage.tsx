import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { uploadImport } from "@/api/people";
import { Badge } from "@/ui/Badge";
import { DataTable } from "@/ui/DataTable";
import { FileDrop } from "@/ui/FileDrop";
import { FormSummary } from "@/ui/FormSummary";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { Time } from "@/ui/Time";
import { randomKey } from "@/util/id";
import classes from "./Imports.module.css";
import { importsQuery } from "./queries";

/** A file of companies and people is chosen; earlier ones can be opened again. */
export function ImportsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState<unknown>(null);
  const imports = useQuery(importsQuery);
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(file, randomKey()),
    onSuccess: async (made) => {
      queries.setQueryData(["imports", made.id], made);
      void queries.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
      await navigate({ to: "/admin/clients/import/$id", params: { id: made.id } });
    },
    onError: setReason,
  });
  const before = imports.data?.items ?? [];
  return (
    <>
      <PageHeader title={t("import.title")} crumb={<Link to="/admin/clients">{t("sections.clients")}</Link>} lead={t("import.lead")} />
      <div className={classes.step} data-form>
        <FormSummary reason={reason} labels={{ file: t("import.file") }} />
        <FileDrop
          label={t("import.drop")}
          hint={t("import.hint")}
          accept=".csv,.txt,text/csv"
          busy={upload.isPending}
          onFile={(file) => {
            setReason(null);
            upload.mutate(file);
          }}
        />
        <p className={classes.soft}>
          <a href="/samples/people.csv" download>{t("import.sample")}</a>
        </p>
      </div>
      {imports.isError && <LoadFailure reason={imports.error} retry={() => void imports.refetch()} />}
      {before.length > 0 && (
        <section aria-labelledby="imports-title">
          <h2 id="imports-title" className={classes.heading}>{t("import.before")}</h2>
          <DataTable
            caption={t("import.before")}
            rows={before}
            rowKey={(one) => one.id}
            columns={[
              {
                name: t("import.file"),
                cell: (one) => (
                  <Link to="/admin/clients/import/$id" params={{ id: one.id }} data-row>
                    <bdi>{one.name}</bdi>
                  </Link>
                ),
              },
              { name: t("users.status"), cell: (one) => <Badge tone={one.status === "done" ? "good" : one.status === "running" ? "info" : "quiet"}>{t(`import.state.${one.status}`)}</Badge> },
              { name: t("import.people"), cell: (one) => t("import.peopleCount", { count: one.summary.people }) },
              { name: t("import.by"), wide: true, cell: (one) => <bdi>{one.by}</bdi> },
              { name: t("import.when"), wide: true, cell: (one) => <Time at={one.created_at} /> },
            ]}
          />
        </section>
      )}
    </>
  );
}
