import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listManagedRequests } from "@/api/catalog";
import { disableUser, enableUser, endUserSessions, inviteUser } from "@/api/people";
import { Problem } from "@/api/problem";
import type { CompanyUser } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";
import { toast } from "@/ui/toast";
import { usePendingRequests } from "@/ui/usePendingRequests";
import classes from "./Clients.module.css";
import { ImpersonateDialog } from "./ImpersonateDialog";

type Asked = "disable" | "sessions" | "impersonate";

/** What an admin may do about a person's access; each says what follows. */
export function UserActions({ user }: { user: CompanyUser }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useSession().user.id === user.id;
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => { setAsked(null); };
  const act = useMutation({
    mutationFn: async ({ run }: { run: (id: string) => Promise<unknown>; done: () => void }) => { await run(user.id); },
    onSuccess: (_, { done }) => { done(); },
    onError: (reason) => { toast.failure(sentenceFor(reason)); },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ["users"] }), queries.invalidateQueries({ queryKey: ["companies", "users"] })]),
  });
  const name = { name: user.name };
  const { company } = user;
  const approver = company && user.role === "company_admin" && user.status === "active";
  const approvals = usePendingRequests({
    of: company?.id ?? "",
    load: () => listManagedRequests({ company: company?.id, status: "pending_approval", limit: 100 }),
    enabled: !!approver && asked === "disable",
    decider: user.id,
  });
  const left = { ...name, company: company?.name ?? "", count: approvals };
  const inherited = !approver || approvals === 0 ? "" : approvals === undefined ? t("users.approvals.maybe", left) : t("users.approvals.open", { ...left, count: approvals });
  const sentenceFor = (reason: unknown) => {
    const wait = reason instanceof Problem && reason.code === "RATE_LIMIT_EXCEEDED" && user.status === "invited" ? reason.retryAfter : undefined;
    return wait === undefined ? problemToSentence(reason, t) : t("users.sentOften", { ...name, count: Math.ceil(wait / 60) });
  };
  const enable = () => { act.mutate({ run: enableUser, done: () => { toast.done(t("users.enabled", name)); } }); };
  const disable = () => { act.mutate({ run: disableUser, done: () => { toast.done(t("users.disabled", name), enable); } }); };
  const rows = [
    user.status === "invited" && {
      text: t(user.uninvited ? "users.inviteFirstText" : "users.inviteAgainText"),
      button: (
        <Button variant="default" onClick={() => { act.mutate({ run: inviteUser, done: () => { toast.done(t("users.invited", name)); } }); }}>
          {t(user.uninvited ? "users.invite" : "users.inviteAgain")}
        </Button>
      ),
    },
    user.company && user.status === "active" && {
      text: t("impersonate.text"),
      button: (
        <Button variant="default" onClick={() => { setAsked("impersonate"); }}>
          {t("impersonate.open", name)}
        </Button>
      ),
    },
    user.status === "active" && !me && {
      text: t("users.endSessionsText"),
      button: (
        <Button variant="default" onClick={() => { setAsked("sessions"); }}>
          {t("users.endSessions")}
        </Button>
      ),
    },
    user.status === "disabled"
      ? { text: t("users.enableText"), button: <Button variant="default" onClick={enable}>{t("users.enable", name)}</Button> }
      : !me && {
          text: t("users.disableText"),
          button: (
            <Button variant="light" color="bad" onClick={() => { setAsked("disable"); }}>
              {t("users.disable", name)}
            </Button>
          ),
        },
  ].filter((row) => !!row);

  if (rows.length === 0) return null;
  return (
    <div className={classes.company}>
      <Card title={t("users.accessCard")}>
        <ul className={classes.acts}>
          {rows.map((row) => (
            <li key={row.text}>
              <p>{row.text}</p>
              {row.button}
            </li>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        opened={asked === "disable"}
        danger
        title={t("users.disable", name)}
        text={`${t("users.disableConsequence", name)} ${inherited}`.trim()}
        action={t("users.disable", name)}
        onCancel={close}
        onConfirm={() => { close(); disable(); }}
      />
      <ConfirmDialog
        opened={asked === "sessions"}
        title={t("users.endSessions")}
        text={t("users.endSessionsConsequence", name)}
        action={t("users.endSessions")}
        onCancel={close}
        onConfirm={() => {
          close();
          act.mutate({ run: endUserSessions, done: () => { toast.done(t("users.sessionsEnded", name)); } });
        }}
      />
      {asked === "impersonate" && <ImpersonateDialog user={user} onClose={close} />}
    </div>
  );
}
