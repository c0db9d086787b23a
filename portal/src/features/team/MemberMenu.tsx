import { ActionIcon, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconDots, IconMail, IconPencil, IconUserCheck, IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listRequests } from "@/api/catalog";
import { disableMember, enableMember, inviteMemberAgain } from "@/api/team";
import type { Member } from "@/api/types";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toast } from "@/ui/toast";
import { usePendingRequests } from "@/ui/usePendingRequests";
import { inviteSentence } from "./inviteSentence";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

/** What may be done with a member of the team; taking somebody's access away is asked first and can be undone. */
export function MemberMenu({ member, me, onEdit }: { member: Member; me: boolean; onEdit: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const name = { name: member.name };
  const approver = member.role === "company_admin" && member.status === "active";
  const approvals = usePendingRequests({
    of: "team",
    load: () => listRequests({ whose: "company", status: "pending_approval", limit: 100 }),
    enabled: approver && asking,
    decider: member.id,
  });
  const inherited = !approver || approvals === 0 ? "" : approvals === undefined ? t("team.approvals.maybe", name) : t("team.approvals.open", { ...name, count: approvals });
  const act = useMutation({
    mutationFn: async ({ run }: { run: (id: string) => Promise<unknown>; done: () => void }) => { await run(member.id); },
    onSuccess: (_, { done }) => { done(); },
    onError: (reason) => { toast.failure(inviteSentence(reason, t)); },
    onSettled: () => queries.invalidateQueries({ queryKey: ["team"] }),
  });
  const enable = () => { act.mutate({ run: enableMember, done: () => { toast.done(t("team.enabled", name)); } }); };

  return (
    <>
      <Menu position="bottom-end" trapFocus>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} loading={act.isPending} aria-label={t("team.actionsFor", name)}>
            <IconDots {...icon} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
            {t("team.edit")}
          </Menu.Item>
          {member.status === "invited" && (
            <Menu.Item leftSection={<IconMail {...icon} />} onClick={() => { act.mutate({ run: inviteMemberAgain, done: () => { toast.done(t("team.invited", name)); } }); }}>
              {t("team.inviteAgain")}
            </Menu.Item>
          )}
          {member.status === "disabled" ? (
            <Menu.Item leftSection={<IconUserCheck {...icon} />} onClick={enable}>
              {t("team.enable", name)}
            </Menu.Item>
          ) : (
            !me && (
              <Menu.Item color="bad" leftSection={<IconUserOff {...icon} />} onClick={() => { setAsking(true); }}>
                {t("team.disable", name)}
              </Menu.Item>
            )
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking}
        danger
        title={t("team.disable", name)}
        text={`${t("team.disableConsequence", name)} ${inherited}`.trim()}
        action={t("team.disable", name)}
        onCancel={() => { setAsking(false); }}
        onConfirm={() => {
          setAsking(false);
          act.mutate({ run: disableMember, done: () => { toast.done(t("team.disabled", name), enable); } });
        }}
      />
    </>
  );
}
