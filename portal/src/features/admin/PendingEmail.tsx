import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { cancelUserEmail, resendEmail } from "@/api/people";
import type { CompanyUser } from "@/api/types";
import { Card } from "@/ui/Card";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import classes from "./Clients.module.css";

interface Props {
  user: CompanyUser;
  pending: NonNullable<CompanyUser["pending_email"]>;
}

/** A new email that takes effect once its owner has confirmed it. */
export function PendingEmail({ user, pending }: Props) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: async ({ run }: { run: (id: string) => Promise<unknown>; done: string }) => { await run(user.id); },
    onSuccess: (_, { done }) => { toast.done(done); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["users"] }), queries.invalidateQueries({ queryKey: ["companies", "users"] })]),
  });
  return (
    <div className={classes.company}>
      <Card title={t("users.pendingTitle")} lead={t("users.pendingLead", { email: pending.email, old: user.email })}>
        <ul className={classes.acts}>
          <li>
            <p>
              {t("users.pendingBy", { by: pending.by })} <Time at={pending.at} />. {t("users.pendingUntil")} <Time at={pending.ends_at} />.
            </p>
            {administer && (
              <span className={classes.facts}>
                <Button variant="default" onClick={() => { act.mutate({ run: resendEmail, done: t("users.pendingSent", { email: pending.email }) }); }}>
                  {t("users.pendingResend")}
                </Button>
                <Button variant="default" onClick={() => { act.mutate({ run: cancelUserEmail, done: t("users.pendingCancelled") }); }}>
                  {t("users.pendingCancel")}
                </Button>
              </span>
            )}
          </li>
        </ul>
      </Card>
    </div>
  );
}
