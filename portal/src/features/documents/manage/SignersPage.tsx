import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconBell, IconDownload } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signersExport } from "@/api/documents";
import type { RosterLine, SignerStatus } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { ScoreBadge, SignerBadge } from "../parts/badges";
import { DayZone } from "../parts/DayZone";
import { policyQuery, signersQuery } from "../queries";
import classes from "./Admin.module.css";
import { Callbacks } from "./Callbacks";
import { ProofDialog } from "./ProofDialog";
import { ReminderDialog } from "./ReminderDialog";

const route = getRouteApi("/admin/documents/policies/$id/signers");
const statuses: SignerStatus[] = ["signed", "waiting", "overdue", "declined"];

/** Who has signed a policy, who has not, and how far each company has come. */
export function SignersPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { administer } = useRights();
  const policy = useQuery(policyQuery(id));
  const roster = useQuery(signersQuery(id));
  const [status, setStatus] = useState<SignerStatus | "all">("all");
  const [asking, setAsking] = useState(false);
  const title = policy.data?.title ?? "";
  if (roster.isPending) return <Bones blocks={[72, 120, 320]} />;
  if (roster.isError && !roster.data) return <LoadFailure reason={roster.error} retry={() => void roster.refetch()} />;
  const { score, companies, people } = roster.data;
  const open = score.required - score.signed;
  const shown = people.filter((person) => status === "all" || person.status === status);
  return (
    <>
      <PageHeader
        title={t("documents.signers")}
        crumb={
          <>
            <Link to="/admin/documents/policies">{t("documents.policies")}</Link> / <Link to="/admin/documents/policies/$id" params={{ id }}><bdi>{title}</bdi></Link>
          </>
        }
        lead={t("documents.versionNumber", { number: roster.data.version })}
        aside={
          <Button component="a" variant="default" href={signersExport(id)} download leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
            {t("documents.export")}
          </Button>
        }
        action={
          administer && open > 0 && (
            <Button leftSection={<IconBell size={18} stroke={1.75} aria-hidden />} onClick={() => { setAsking(true); }}>
              {t("documents.remind", { count: open })}
            </Button>
          )
        }
      />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Pills
            label={t("documents.stateName")}
            options={[{ value: "all" as const, label: t("documents.state.all") }, ...statuses.map((value) => ({ value, label: t(`documents.signer.${value}`) }))]}
            value={status}
            onChoose={setStatus}
          />
          {shown.length > 0 ? (
            <Table people={shown} />
          ) : (
            <div className={classes.empty}>
              <EmptyState drawing="people" title={t("documents.nobodyHere")} />
            </div>
          )}
          <DayZone />
          <Callbacks policy={id} />
        </div>
        <div className={classes.side}>
          <Card title={t("documents.compliance")} aside={<ScoreBadge score={score} />}>
            <p className={classes.score}>{score.score} %</p>
            <progress className={classes.meter} data-grade={score.grade} value={score.score} max={100} aria-label={t("documents.compliance")} />
            <p className={classes.soft}>{t("documents.signedOf", { signed: score.signed, count: score.required })}</p>
          </Card>
          <Card title={t("documents.byCompany")}>
            <ul className={classes.companies}>
              {companies.map((each) => (
                <li key={each.company.id}>
                  <bdi>{each.company.name}</bdi>
                  <ScoreBadge score={each} />
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
      {asking && <ReminderDialog selection={{ policy: id }} about={t("documents.aboutPolicy", { title })} onClose={() => { setAsking(false); }} />}
    </>
  );
}

function Table({ people }: { people: RosterLine[] }) {
  const { t } = useTranslation();
  const [proof, setProof] = useState<string | null>(null);
  return (
    <>
    <DataTable
      caption={t("documents.signers")}
      rows={people}
      rowKey={(person) => person.id}
      columns={[
        {
          name: t("documents.person"),
          cell: (person) => (
            <span className={classes.name}>
              <bdi>{person.name}</bdi>
              <span className={classes.soft}>{person.email}</span>
            </span>
          ),
        },
        { name: t("documents.company"), cell: (person) => <bdi>{person.company.name}</bdi> },
        {
          name: t("documents.stateName"),
          cell: (person) => (
            <span className={classes.name}>
              <span>
                <SignerBadge status={person.status} />
              </span>
              {person.reason && <bdi className={classes.reason}>{person.reason}</bdi>}
            </span>
          ),
        },
        { name: t("documents.when"), wide: true, cell: (person) => (person.at ? <Time at={person.at} /> : "–") },
        {
          name: t("documents.proof"),
          end: true,
          cell: (person) => {
            const { signature } = person;
            return signature ? (
              <Button size="compact-sm" variant="subtle" aria-label={t("documents.proofOf", { name: person.name })} onClick={() => { setProof(signature); }}>
                {t("documents.show")}
              </Button>
            ) : (
              "–"
            );
          },
        },
      ]}
    />
    {proof && <ProofDialog id={proof} onClose={() => { setProof(null); }} />}
    </>
  );
}
