import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { createCompany } from "@/api/admin";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useRequestKey } from "@/ui/useRequestKey";
import classes from "./Clients.module.css";
import { companyLabels, companyRules, toEdit, valuesOf, type CompanyValues } from "./companyFields";
import { CompanyInputs } from "./CompanyInputs";

export function CompanyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm<CompanyValues>({ initialValues: valuesOf(), validate: companyRules(t) });
  const problem = useFormProblem(form);
  const [key, fail] = useRequestKey(problem.fail);
  const create = useMutation({
    mutationFn: (values: CompanyValues) => createCompany(toEdit(values), key),
    onSuccess: async (company) => {
      toast.done(t("clients.added", { name: company.name }));
      void queries.invalidateQueries({ queryKey: ["companies"] });
      await navigate({ to: "/admin/clients/$id", params: { id: company.id } });
    },
    onError: fail,
  });
  return (
    <Modal opened onClose={onClose} title={t("clients.add")} closeButtonProps={{ "aria-label": t("close") }}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); create.mutate(values); }, problem.invalid)}>
        <FormSummary reason={problem.reason} labels={companyLabels(t)} />
        <CompanyInputs form={form} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <SubmitButton busy={create.isPending} paused={create.isPaused}>
            {t("clients.add")}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
