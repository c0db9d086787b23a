import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getCompany, updateCompany } from "@/api/admin";
import type { Company } from "@/api/types";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { useRights } from "@/ui/session";
import { useEditing } from "@/ui/useEditing";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { companyLabels, companyRules, toEdit, valuesOf } from "./companyFields";
import { CompanyInputs } from "./CompanyInputs";
import { FactsForm } from "./FactsForm";
import { companyQuery } from "./queries";

export function CompanyForm({ company }: { company: Company }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const labels = companyLabels(t);
  const editing = useEditing({
    start: company,
    valuesOf,
    validate: companyRules(t),
    labels,
    save: (values, version) => updateCompany(company.id, toEdit(values), version),
    load: () => getCompany(company.id),
    keep: (saved) => {
      queries.setQueryData(companyQuery(company.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ["companies", "list"] });
    },
  });
  const guard = useLeaveGuard(editing.form.isDirty());
  return (
    <>
      <FactsForm title={t("clients.facts")} labels={labels} editing={editing}>
        <CompanyInputs form={editing.form} disabled={!administer} />
      </FactsForm>
      <ConflictDialog {...editing.conflict} />
      {guard}
    </>
  );
}
