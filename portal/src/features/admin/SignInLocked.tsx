import { Alert, Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { unlockUser } from "@/api/people";
import type { CompanyUser } from "@/api/types";
import { LockReach } from "@/ui/LockReach";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import classes from "./Clients.module.css";
import { userLocksQuery } from "./queries";

/** Shows that a person's password sign-in is locked after wrong passwords, from where, and how to unlock it. */
export function SignInLocked({ user }: { user: CompanyUser }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const locks = useQuery(userLocksQuery(user.id));
  const unlock = useMutation({
    mutationFn: () => unlockUser(user.id),
    onSuccess: () => { toast.done(t("users.unlocked", { name: user.name })); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: ["sign-in-locks"] }),
  });
  const items = locks.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Alert className={classes.notice} color="wait" icon={<IconLock size={18} aria-hidden />} title={t("users.locked")}>
      <ul className={classes.plain}>
        {items.map((lock) => (
          <li key={lock.id}>
            {t("locks.until")} <Time at={lock.until} />: <LockReach lock={lock} />
          </li>
        ))}
      </ul>
      <p>{t("users.lockedText")}</p>
      {administer && (
        <Button className={classes.unlock} variant="default" loading={unlock.isPending} onClick={() => { unlock.mutate(); }}>
          {t("users.unlock")}
        </Button>
      )}
    </Alert>
  );
}
