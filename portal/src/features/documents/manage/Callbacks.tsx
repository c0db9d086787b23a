import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { resendCallback } from "@/api/documents";
import type { CallbackLine } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";
import { Card } from "@/ui/Card";
import { PagedList } from "@/ui/PagedList";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { callbacksQuery } from "../queries";
import classes from "./Admin.module.css";

const tones: Record<CallbackLine["state"], Tone> = { queued: "info", sent: "good", failed: "wait", dead: "bad" };
const names = { "document.signed": "document_signed", "document.declined": "document_declined", "document.completed": "document_completed" } as const;

/** What the system that sent a policy was told of it; nothing where no other system is told. */
export function Callbacks({ policy }: { policy: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(callbacksQuery(policy));
  const first = list.data?.pages[0];
  if (!list.isError && (!first || (!first.url && first.items.length === 0))) return null;
  return (
    <Card title={t("documents.callbacks")} lead={t("documents.callbacksLead")}>
      <p className={classes.address}>
        {first?.url ? (
          <>
            {t("documents.callbacksTo")} <bdi>{first.url}</bdi>
          </>
        ) : (
          first && t("documents.callbacksOff")
        )}
      </p>
      <PagedList list={list} empty={<p className={classes.soft}>{t("documents.callbacksNone")}</p>}>
        {(callbacks) => (
          <ul className={classes.callbacks}>
            {callbacks.map((callback) => (
              <Line key={callback.id} policy={policy} callback={callback} />
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}

function Line({ policy, callback }: { policy: string; callback: CallbackLine }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const known = callback.name in names ? names[callback.name as keyof typeof names] : null;
  const name = known ? t(`documents.callback.${known}`) : callback.name;
  const again = useMutation({
    mutationFn: () => resendCallback(policy, callback.id),
    onSuccess: () => { toast.done(t("documents.callbackQueued")); },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: callbacksQuery(policy).queryKey }),
  });
  return (
    <li>
      <span className={classes.name}>
        <span className={classes.told}>
          {name} <Badge tone={tones[callback.state]}>{t(`documents.callbackState.${callback.state}`)}</Badge>
        </span>
        <span className={classes.soft}>
          <Time at={callback.sent_at ?? callback.at} /> · {t("documents.callbackAttempts", { count: callback.attempts })}
        </span>
        {callback.last_error && callback.state !== "sent" && <span className={classes.soft}>{callback.last_error}</span>}
      </span>
      {administer && !callback.next_at && (
        <Button size="compact-sm" variant="subtle" aria-label={t("documents.callbackAgainOf", { name })} loading={again.isPending} onClick={() => { again.mutate(); }}>
          {t("documents.callbackAgain")}
        </Button>
      )}
    </li>
  );
}
