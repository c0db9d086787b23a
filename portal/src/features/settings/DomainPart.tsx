import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { checkDomain, claimDomain, releaseDomain, type CustomDomain } from "@/api/settings";
import { Badge } from "@/ui/Badge";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { FormSummary } from "@/ui/FormSummary";
import { LoadFailure } from "@/ui/LoadFailure";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { CopyLine } from "./CopyLine";
import { domainQuery } from "./queries";
import classes from "./Settings.module.css";

export function DomainPart() {
  const { t } = useTranslation();
  const domain = useQuery(domainQuery);
  if (domain.isPending) return <Bones blocks={[240]} />;
  if (domain.isError) return <LoadFailure reason={domain.error} retry={() => void domain.refetch()} />;
  return domain.data.name ? <Claimed domain={domain.data} name={domain.data.name} /> : <Claim origin={domain.data.origin} title={t("settings.part.domain")} />;
}

function Claim({ origin, title }: { origin: string; title: string }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { name: "" }, validate: { name: (text) => (text.includes(".") ? null : t("settings.domain.missing")) } });
  const problem = useFormProblem(form);
  const claim = useMutation({
    mutationFn: ({ name }: { name: string }) => claimDomain(name.trim()),
    onSuccess: (domain) => { queries.setQueryData(domainQuery.queryKey, domain); },
    onError: problem.fail,
  });
  const labels = { name: t("settings.domain.name") };
  return (
    <Card title={title} lead={t(administer ? "settings.domain.lead" : "settings.domain.leadReader", { origin })}>
      {administer && (
        <form className={classes.fields} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); claim.mutate(values); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={labels} />
          <TextInput name="name" label={labels.name} placeholder="help.example.com" inputMode="url" autoComplete="off" {...form.getInputProps("name")} />
          <SubmitButton busy={claim.isPending} paused={claim.isPaused}>
            {t("settings.domain.claim")}
          </SubmitButton>
        </form>
      )}
    </Card>
  );
}

const tones = { pending: "quiet", provisioning: "wait", active: "good", error: "bad" } as const;

function Claimed({ domain, name }: { domain: CustomDomain; name: string }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const onError = (reason: unknown) => { toast.failure(problemToSentence(reason, t)); };
  const check = useMutation({ mutationFn: checkDomain, onSuccess: (found) => { queries.setQueryData(domainQuery.queryKey, found); }, onError });
  const release = useMutation({
    mutationFn: releaseDomain,
    onSuccess: () => { toast.done(t("settings.domain.released", { name })); },
    onError,
    onSettled: () => queries.invalidateQueries({ queryKey: domainQuery.queryKey }),
  });
  const state = domain.state ?? "pending";
  return (
    <Card
      title={name}
      aside={
        administer && (
          <div className={classes.actions}>
            <Button variant="subtle" color="bad" loading={release.isPending} onClick={() => { setAsking(true); }}>
              {t("settings.domain.release")}
            </Button>
            <Button variant="default" loading={check.isPending} onClick={() => { check.mutate(); }}>
              {t("settings.domain.check")}
            </Button>
          </div>
        )
      }
    >
      <p className={classes.state} role="status">
        <Badge tone={tones[state]}>{t(`settings.domain.state.${state}`)}</Badge> {domain.reason ? t(`settings.domain.reason.${domain.reason}`) : t(`settings.domain.means.${state}`)}
      </p>
      <p className={classes.soft}>
        {domain.checked_at ? <>{t("settings.domain.checked")} <Time at={domain.checked_at} /></> : t("settings.domain.unchecked")}
      </p>
      <h3 className={classes.heading}>{t(administer ? "settings.domain.records" : "settings.domain.recordsReader")}</h3>
      <ul className={classes.records}>
        {domain.records.map((record) => (
          <li key={record.kind}>
            <p>
              <strong>{record.kind}</strong> {record.seen !== undefined && record.seen !== null && <Badge tone={record.seen ? "good" : "quiet"}>{t(record.seen ? "settings.domain.seen" : "settings.domain.notSeen")}</Badge>}
            </p>
            <CopyLine label={t("settings.domain.recordName", { kind: record.kind })} value={record.name} />
            <CopyLine label={t("settings.domain.recordValue", { kind: record.kind })} value={record.value} />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={asking}
        title={t("settings.domain.releaseOne", { name })}
        text={t("settings.domain.releaseText")}
        action={t("settings.domain.releaseOne", { name })}
        danger
        onCancel={() => { setAsking(false); }}
        onConfirm={() => {
          setAsking(false);
          release.mutate();
        }}
      />
    </Card>
  );
}
