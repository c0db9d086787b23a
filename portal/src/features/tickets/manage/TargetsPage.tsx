import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getTargets, saveTargets } from "@/api/manageTickets";
import type { Priority, TicketTargets } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { FormSummary } from "@/ui/FormSummary";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { WholeNumberInput, wrongNumber } from "@/ui/WholeNumberInput";
import { duration } from "@/util/time";
import { PriorityBadge } from "../parts/badges";
import classes from "./TargetsPage.module.css";

const key = ["ticket-targets"];
const order: Priority[] = ["critical", "high", "medium", "low"];
const kinds = ["first_response_minutes", "resolution_minutes"] as const;
/** A minute to a year. */
const minutes = { min: 1, max: 525_600 };

export function TargetsPage() {
  const { t } = useTranslation();
  const targets = useQuery({ queryKey: key, queryFn: getTargets });
  return (
    <>
      <PageHeader title={t("targets.title")} crumb={<Link to="/admin/tickets">{t("sections.tickets")}</Link>} lead={t("targets.lead")} />
      {targets.isPending && <Bones blocks={[280]} />}
      {targets.isError && <LoadFailure reason={targets.error} retry={() => void targets.refetch()} />}
      {targets.data && <TargetsForm start={targets.data} />}
    </>
  );
}

function TargetsForm({ start }: { start: TicketTargets }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const form = useForm<TicketTargets>({
    initialValues: pick(start),
    validate: (values) => Object.fromEntries(
      each(({ priority, kind, name }) => {
        const wrong = wrongNumber(values[priority][kind], minutes, t, i18n.language);
        return wrong ? [[name, wrong]] : [];
      }),
    ),
  });
  const problem = useFormProblem(form);
  const guard = useLeaveGuard(form.isDirty());
  const labels = Object.fromEntries(each(({ priority, kind, name }) => [[name, `${t(`priority.${priority}`)}, ${t(`targets.minutes.${kind}`)}`]]));
  const save = useMutation({
    mutationFn: saveTargets,
    onSuccess: (saved) => {
      queries.setQueryData(key, saved);
      form.setInitialValues(pick(saved));
      form.reset();
      toast.done(t("saved"));
    },
    onError: problem.fail,
  });
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate(pick(values)); }, problem.invalid)}>
      <FormSummary reason={problem.reason} labels={labels} />
      {order.map((priority) => (
        <fieldset key={priority} className={classes.row} disabled={!administer}>
          <legend>
            <PriorityBadge priority={priority} />
          </legend>
          {kinds.map((kind) => (
            <WholeNumberInput
              key={kind}
              name={`${priority}.${kind}`}
              label={t(`targets.minutes.${kind}`)}
              description={duration(Number(form.values[priority][kind]) || 0, i18n.language)}
              range={minutes}
              {...form.getInputProps(`${priority}.${kind}`)}
            />
          ))}
        </fieldset>
      ))}
      <div>
        <SubmitButton busy={save.isPending} paused={save.isPaused} disabled={!administer || !form.isDirty()}>
          {t("save")}
        </SubmitButton>
        {!administer && <span className={classes.why}>{t("readOnly")}</span>}
      </div>
      {guard}
    </form>
  );
}

/** Every field of the form, with the name that the server's messages use. */
const each = <T,>(of: (field: { priority: Priority; kind: (typeof kinds)[number]; name: string }) => T[]): T[] =>
  order.flatMap((priority) => kinds.flatMap((kind) => of({ priority, kind, name: `${priority}.${kind}` })));

/** The eight numbers alone; a field gives what was typed as text where it is no plain number. */
const pick = (targets: TicketTargets): TicketTargets =>
  Object.fromEntries(
    order.map((priority) => {
      const { first_response_minutes, resolution_minutes } = targets[priority];
      return [priority, { first_response_minutes: Number(first_response_minutes), resolution_minutes: Number(resolution_minutes) }];
    }),
  ) as TicketTargets;
