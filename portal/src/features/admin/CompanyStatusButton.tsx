import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getCompany, updateCompany } from "@/api/admin";
import { listManagedRequests } from "@/api/catalog";
import type { Company, CompanyStatus } from "@/api/types";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { toast } from "@/ui/toast";
import { usePendingRequests } from "@/ui/usePendingRequests";

/** Disables a company, or lets its people in again. */
export function CompanyStatusButton({ company }: { company: Company }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const [asking, setAsking] = useState(false);
  const name = { name: company.name };
  const approvals = usePendingRequests({
    of: company.id,
    load: () => listManagedRequests({ company: company.id, status: "pending_approval", limit: 100 }),
    enabled: asking,
  });
  const inherited = approvals === 0 ? "" : approvals === undefined ? t("clients.approvals.maybe") : t("clients.approvals.open", { count: approvals });
  const set = useMutation({
    // The newest version: what somebody else changed meanwhile is no reason against it.
    mutationFn: async (status: CompanyStatus) => updateCompany(company.id, { status }, (await getCompany(company.id)).version),
    onSuccess: ({ status }) => {
      if (status === "disabled") toast.done(t("clients.disabled", name), () => { set.mutate("active"); });
      else toast.done(t("clients.enabled", name));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: ["companies"] }),
  });
  if (!administer) return null;
  if (company.status === "disabled") {
    return (
      <Button variant="default" loading={set.isPending} onClick={() => { set.mutate("active"); }}>
        {t("clients.enable", name)}
      </Button>
    );
  }
  return (
    <>
      <Button variant="light" color="bad" loading={set.isPending} onClick={() => { setAsking(true); }}>
        {t("clients.disable", name)}
      </Button>
      <ConfirmDialog
        opened={asking}
        danger
        title={t("clients.disable", name)}
        text={`${t("clients.disableConsequence", name)} ${inherited}`.trim()}
        action={t("clients.disable", name)}
        onCancel={() => { setAsking(false); }}
        onConfirm={() => { setAsking(false); set.mutate("disabled"); }}
      />
    </>
  );
}
