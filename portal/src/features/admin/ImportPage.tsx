import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Import } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { Card } from "@/ui/Card";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { encodingNames } from "@/ui/encodingNames";
import { ProgressBar } from "@/ui/ProgressBar";
import { ImportCheck } from "./ImportCheck";
import { ImportIssues } from "./ImportIssues";
import classes from "./Imports.module.css";
import { importQuery } from "./queries";

const route = getRouteApi("/admin/clients/import/$id");

/** One file: what it would enter and what stands in the way; then how far it is; then what came of it. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const found = useQuery(importQuery(id));
  if (found.isPending) return <Bones blocks={[56, 200, 240]} />;
  if (found.isError && !found.data) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const one = found.data;
  return (
    <>
      <PageHeader title={one.name} crumb={<Link to="/admin/clients/import">{t("import.title")}</Link>} lead={t("import.read", { rows: one.summary.rows, encoding: t(encodingNames[one.encoding]) })} />
      {one.status === "checked" ? <ImportCheck key={one.version} found={one} /> : <Entering found={one} />}
    </>
  );
}

function Entering({ found }: { found: Import }) {
  const { t } = useTranslation();
  const { progress, summary, status } = found;
  const done = status === "done";
  return (
    <div className={classes.step}>
      <Card title={t(done ? "import.done" : "import.running")} lead={done ? undefined : t("import.runningText")}>
        <div className={classes.bars}>
          <ProgressBar label={t("sections.clients")} done={progress.companies} all={summary.companies} words={t("import.progress", { done: progress.companies, all: summary.companies })} />
          <ProgressBar label={t("import.people")} done={progress.people} all={summary.people} words={t("import.progress", { done: progress.people, all: summary.people })} />
        </div>
        {done && (
          <>
            <p>
              {t("import.companiesAdded", { count: progress.companies_added })} {t("import.peopleAdded", { count: progress.people_added })}{" "}
              {progress.people_skipped > 0 && t("import.peopleSkipped", { count: progress.people_skipped })} {!found.options.invite && progress.people_added > 0 && t("import.notInvited")}
            </p>
            <ButtonLink to="/admin/users">{t("import.toUsers")}</ButtonLink>
          </>
        )}
      </Card>
      {found.issues.length > 0 && <ImportIssues found={found} title={t("import.leftOut")} />}
    </div>
  );
}
