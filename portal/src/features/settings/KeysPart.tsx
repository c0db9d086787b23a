import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { revokeKey, type ManagedKey } from "@/api/settings";
import { Badge } from "@/ui/Badge";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { problemToSentence } from "@/ui/problemToSentence";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { KeyDialog } from "./KeyDialog";
import { keysQuery } from "./queries";

/** Keys for other machines. */
export function KeysPart() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const keys = useQuery(keysQuery);
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ManagedKey | null>(null);
  const revoke = useMutation({
    mutationFn: (key: ManagedKey) => revokeKey(key.id),
    onSuccess: (_, key) => { toast.done(t("settings.keys.revoked", { name: key.name })); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  const items = keys.data?.items ?? [];

  return (
    <Card title={t("settings.part.keys")} lead={t("settings.keys.lead")} aside={<Button onClick={() => { setAdding(true); }}>{t("settings.keys.add")}</Button>}>
      {keys.isPending && <Bones rows={3} />}
      {keys.isError && <LoadFailure reason={keys.error} retry={() => void keys.refetch()} />}
      {keys.data && items.length === 0 && <EmptyState drawing="notes" title={t("settings.keys.none")} text={t("settings.keys.noneText")} />}
      {items.length > 0 && (
        <DataTable
          caption={t("settings.part.keys")}
          rows={items}
          rowKey={(key) => key.id}
          columns={[
            { name: t("settings.keys.name"), cell: (key) => <bdi>{key.name}</bdi> },
            { name: t("settings.keys.scopes"), cell: (key) => key.scopes.map((scope) => t(`settings.keys.scope.${scope}`)).join(", ") },
            { name: t("settings.keys.made"), cell: (key) => <><Time at={key.created_at} /> · <bdi>{key.created_by}</bdi></>, wide: true },
            { name: t("settings.keys.used"), cell: (key) => (key.last_used_at ? <Time at={key.last_used_at} /> : t("settings.keys.never")), wide: true },
            {
              name: t("settings.keys.state"),
              cell: (key) =>
                key.revoked_at ? (
                  <Badge tone="quiet">{t("settings.keys.isRevoked")}</Badge>
                ) : (
                  <Button variant="subtle" color="bad" size="sm" loading={revoke.isPending && revoke.variables.id === key.id} aria-label={t("settings.keys.revokeOne", { name: key.name })} onClick={() => { setRevoking(key); }}>
                    {t("settings.keys.revoke")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {adding && <KeyDialog onClose={() => { setAdding(false); }} />}
      <ConfirmDialog
        opened={revoking !== null}
        title={t("settings.keys.revokeOne", { name: revoking?.name ?? "" })}
        text={t("settings.keys.revokeText")}
        action={t("settings.keys.revokeOne", { name: revoking?.name ?? "" })}
        danger
        onCancel={() => { setRevoking(null); }}
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking);
          setRevoking(null);
        }}
      />
    </Card>
  );
}
