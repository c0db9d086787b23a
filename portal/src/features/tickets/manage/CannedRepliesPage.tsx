import { ActionIcon, Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createCannedReply, deleteCannedReply } from "@/api/manageTickets";
import type { CannedReply } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { toast } from "@/ui/toast";
import { randomKey } from "@/util/id";
import { cannedQuery } from "../queries";
import classes from "./CannedRepliesPage.module.css";
import { CannedReplyDialog } from "./CannedReplyDialog";

export function CannedRepliesPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { work } = useRights();
  const [editing, setEditing] = useState<CannedReply | "new" | null>(null);
  const replies = useQuery(cannedQuery);
  const refresh = () => queries.invalidateQueries({ queryKey: cannedQuery.queryKey });
  const onError = (reason: unknown) => { toast.failure(problemToSentence(reason, t)); };
  const restore = useMutation({ mutationFn: ({ title, body }: CannedReply) => createCannedReply({ title, body }, randomKey()), onError, onSettled: refresh });
  const remove = useMutation({
    mutationFn: (reply: CannedReply) => deleteCannedReply(reply.id),
    onSuccess: (_, reply) => { toast.done(t("canned.deleted", { title: reply.title }), () => { restore.mutate(reply); }); },
    onError,
    onSettled: refresh,
  });

  return (
    <>
      <PageHeader
        title={t("canned.title")}
        crumb={<Link to="/admin/tickets">{t("sections.tickets")}</Link>}
        lead={t(work ? "canned.lead" : "canned.leadReader")}
        action={
          work && (
            <Button leftSection={<IconPlus size={18} stroke={2} aria-hidden />} onClick={() => { setEditing("new"); }}>
              {t("canned.add")}
            </Button>
          )
        }
      />
      {replies.isPending && <Bones rows={4} />}
      {replies.isError && <LoadFailure reason={replies.error} retry={() => void replies.refetch()} />}
      <div className={classes.box}>
        {replies.data?.items.length === 0 && <EmptyState drawing="notes" title={t("canned.none")} text={t(work ? "canned.noneText" : "noneByColleague")} />}
        <ul className={classes.list}>
          {replies.data?.items.map((reply) => (
            <li key={reply.id} className={classes.reply}>
              <div className={classes.words}>
                <h2 dir="auto">{reply.title}</h2>
                <p dir="auto">{reply.body}</p>
              </div>
              {work && (
                <>
                  <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("canned.edit", { title: reply.title })} onClick={() => { setEditing(reply); }}>
                    <IconPencil size={18} stroke={1.75} aria-hidden />
                  </ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("canned.delete", { title: reply.title })} disabled={remove.isPending} onClick={() => { remove.mutate(reply); }}>
                    <IconTrash size={18} stroke={1.75} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
      {editing && <CannedReplyDialog reply={editing === "new" ? null : editing} onClose={() => { setEditing(null); }} />}
    </>
  );
}
