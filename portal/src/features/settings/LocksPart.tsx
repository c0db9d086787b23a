import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { liftSignInLock } from "@/api/people";
import type { SignInLock } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { LockReach } from "@/ui/LockReach";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { locksQuery } from "./queries";

/** Who is locked out after wrong passwords, and from where. */
export function LocksPart() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const locks = useQuery(locksQuery);
  const lift = useMutation({
    mutationFn: (lock: SignInLock) => liftSignInLock(lock.id),
    onSuccess: () => { toast.done(t("locks.lifted")); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: ["sign-in-locks"] }),
  });
  const items = locks.data?.items ?? [];
  const nameOf = (lock: SignInLock) => lock.user?.name ?? lock.network;
  const columns = [
    {
      name: t("locks.who"),
      cell: (lock: SignInLock) =>
        lock.user ? (
          <Link to="/admin/users/$id" params={{ id: lock.user.id }}>
            <bdi>{lock.user.name}</bdi>
          </Link>
        ) : (
          t("locks.everybody")
        ),
    },
    { name: t("locks.what"), cell: (lock: SignInLock) => <LockReach lock={lock} /> },
    { name: t("locks.until"), cell: (lock: SignInLock) => <Time at={lock.until} /> },
    {
      name: t("locks.act"),
      cell: (lock: SignInLock) =>
        administer && (
          <Button variant="subtle" size="sm" loading={lift.isPending && lift.variables.id === lock.id} aria-label={t("locks.liftOne", { name: nameOf(lock) })} onClick={() => { lift.mutate(lock); }}>
            {t("locks.lift")}
          </Button>
        ),
    },
  ];
  return (
    <Card title={t("settings.part.locks")} lead={t("locks.lead")}>
      {locks.isPending && <Bones rows={3} />}
      {locks.isError && <LoadFailure reason={locks.error} retry={() => void locks.refetch()} />}
      {locks.data && items.length === 0 && <EmptyState drawing="notes" title={t("locks.none")} text={t("locks.noneText")} />}
      {items.length > 0 && (
        <DataTable caption={t("settings.part.locks")} rows={items} rowKey={(lock) => lock.id} columns={administer ? columns : columns.slice(0, -1)} />
      )}
    </Card>
  );
}
