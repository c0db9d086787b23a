import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCompany, updateCompany } from "@/api/admin";
import { Problem } from "@/api/problem";
import type { Company } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { differences } from "@/util/differences";
import classes from "./Clients.module.css";
import { companyLabels, companyRules, toEdit, valuesOf, type CompanyValues } from "./companyFields";
import { CompanyInputs } from "./CompanyInputs";
import { companyQuery } from "./queries";

export function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const [base, setBase] = useState(company);
  const [theirs, setTheirs] = useState<Company | null>(null);
  const form = useForm({ initialValues: valuesOf(company), validate: companyRules(t) });
  const problem = useFormProblem(form);
  const guard = useLeaveGuard(form.isDirty());
  const labels = companyLabels(t);

  function adopt(saved: Company) {
    setBase(saved);
    form.setInitialValues(valuesOf(saved));
    form.setValues(valuesOf(saved));
  }
  const save = useMutation({
    mutationFn: ({ values, version }: { values: CompanyValues; version: number }) => updateCompany(company.id, toEdit(values), version),
    onSuccess: (saved) => {
      adopt(saved);
      queries.setQueryData(companyQuery(company.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["companies", "list"] });
      toast.done(t("saved"));
    },
    onError: async (reason, { values }) => {
      if (!(reason instanceof Problem && reason.status === 412)) {
        problem.fail(reason);
        return;
      }
      try {
        const latest = await getCompany(company.id);
        // Disabling the company changes its version too; only what stands in this form is somebody's work.
        if (differences(valuesOf(base), valuesOf(latest), labels).length === 0) save.mutate({ values, version: latest.version });
        else if (differences(values, valuesOf(latest), labels).length === 0) adopt(latest);
        else setTheirs(latest);
      } catch (second) {
        problem.fail(second);
      }
    },
  });

  return (
    <div className={classes.company}>
      <Card title={t("clients.facts")}>
        <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate({ values, version: base.version }); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={labels} />
          <CompanyInputs form={form} disabled={!administer} />
          <div className={classes.actions}>
            {!administer && <span className={classes.soft}>{t("readOnly")}</span>}
            <SubmitButton busy={save.isPending} paused={save.isPaused} disabled={!administer || !form.isDirty()}>
              {t("save")}
            </SubmitButton>
          </div>
        </form>
      </Card>
      <ConflictDialog
        fields={theirs && differences(form.values, valuesOf(theirs), labels)}
        onCancel={() => { setTheirs(null); }}
        onResolve={(keepTheirs) => {
          if (!theirs) return;
          const other = valuesOf(theirs);
          const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof CompanyValues]])) };
          form.setValues(values);
          setBase(theirs);
          setTheirs(null);
          save.mutate({ values, version: theirs.version });
        }}
      />
      {guard}
    </div>
  );
}
