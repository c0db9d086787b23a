import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member, UserStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { SearchField } from "@/ui/SearchField";
import { useSession } from "@/ui/session";
import { Time } from "@/ui/Time";
import { InviteDialog } from "./InviteDialog";
import { MemberDialog } from "./MemberDialog";
import { MemberMenu } from "./MemberMenu";
import { teamQuery } from "./queries";
import classes from "./Team.module.css";

const route = getRouteApi("/portal/team");
const tones: Record<UserStatus, Tone> = { active: "good", invited: "info", disabled: "quiet" };

/** The people of one's own company, for its admins. */
export function TeamPage() {
  const { t } = useTranslation();
  const { user, impersonation } = useSession();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<Member | null>(null);
  const list = useInfiniteQuery(teamQuery(q ?? ""));
  const onSearch = useCallback((words: string) => void navigate({ search: { q: words || undefined }, replace: true }), [navigate]);
  const mayChange = !impersonation;

  return (
    <>
      <PageHeader
        title={t("sections.team")}
        lead={t("team.lead", { company: user.company?.name ?? "" })}
        action={
          mayChange && (
            <Button leftSection={<IconPlus size={18} stroke={2} aria-hidden />} onClick={() => { setInviting(true); }}>
              {t("team.invite")}
            </Button>
          )
        }
      />
      <div className={classes.bar}>
        <SearchField className={classes.search} label={t("team.search")} value={q ?? ""} onSearch={onSearch} />
      </div>
      <PagedList
        list={list}
        empty={
          <EmptyState drawing="search" title={t("team.noneMatch")} text={t("list.noneMatchText")} />
        }
      >
        {(members) => (
          <DataTable
            caption={t("sections.team")}
            rows={members}
            rowKey={(member) => member.id}
            columns={[
              {
                name: t("team.name"),
                cell: (member) => (
                  <>
                    <bdi>{member.name}</bdi> {member.id === user.id && <span className={classes.you}>{t("team.you")}</span>}
                    <span className={classes.soft}>{member.email}</span>
                  </>
                ),
              },
              { name: t("team.role"), cell: (member) => <RoleCell member={member} /> },
              { name: t("team.status"), cell: (member) => <Badge tone={tones[member.status]}>{t(`team.state.${member.status}`)}</Badge> },
              { name: t("team.lastLogin"), wide: true, cell: (member) => (member.last_login_at ? <Time at={member.last_login_at} /> : t("team.never")) },
              { name: t("team.actions"), corner: true, cell: (member) => mayChange && <MemberMenu member={member} me={member.id === user.id} onEdit={() => { setEditing(member); }} /> },
            ]}
          />
        )}
      </PagedList>
      {inviting && <InviteDialog onClose={() => { setInviting(false); }} />}
      {editing && <MemberDialog member={editing} me={editing.id === user.id} onClose={() => { setEditing(null); }} />}
    </>
  );
}

function RoleCell({ member }: { member: Member }) {
  const { t } = useTranslation();
  const rights = [member.access === "company" && t("team.seesAll"), member.billing && t("team.seesInvoices")].filter(Boolean);
  return (
    <>
      {t(`role.${member.role}`)}
      {member.role === "user" && rights.length > 0 && <span className={classes.soft}>{rights.join(", ")}</span>}
    </>
  );
}
