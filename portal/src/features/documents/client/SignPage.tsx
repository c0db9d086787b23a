import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useSession } from "@/ui/session";
import { OverdueBadge } from "../parts/badges";
import { Day } from "../parts/Day";
import { useDayZone } from "../parts/DayZone";
import { readingQuery } from "../queries";
import { ProofNeeded } from "./ProofNeeded";
import classes from "./SignPage.module.css";
import { Wizard } from "./Wizard";

const route = getRouteApi("/portal/documents/$id");

/** One document: read it, acknowledge it, sign it. */
export function SignPage() {
  const { t } = useTranslation();
  const zone = useDayZone();
  const { id } = route.useParams();
  const { user } = useSession();
  const found = useQuery(readingQuery(id));
  if (found.isPending) return <Bones blocks={[72, 480, 56]} />;
  if (found.isError && !found.data) return <LoadFailure reason={found.error} retry={() => void found.refetch()} />;
  const document = found.data;
  return (
    <>
      <PageHeader
        title={document.title}
        crumb={<Link to="/portal/documents">{t("sections.documents")}</Link>}
        lead={
          <span className={classes.facts}>
            {document.overdue && !document.signed && <OverdueBadge />}
            <bdi>{document.issuer}</bdi>
            <bdi>{t("documents.copyOf", { client: document.client })}</bdi>
            <span>{t("documents.versionNumber", { number: document.version })}</span>
            {document.deadline && (
              <span>
                {t("documents.signBy")} <Day on={document.deadline} /> ({zone})
              </span>
            )}
          </span>
        }
      />
      {document.signed ? (
        <div className={classes.card}>
          <EmptyState drawing="done" title={t("documents.already")} text={t("documents.alreadyText")}>
            <ButtonLink to="/portal/documents" search={{ tab: "signed" }}>
              {t("documents.tab.signed")}
            </ButtonLink>
          </EmptyState>
        </div>
      ) : user.needs_proof ? (
        <ProofNeeded />
      ) : (
        <Wizard key={document.content_sha256} document={document} again={() => void found.refetch()} />
      )}
      {found.isRefetchError && (
        <Button variant="default" onClick={() => void found.refetch()}>
          {t("retry")}
        </Button>
      )}
    </>
  );
}
