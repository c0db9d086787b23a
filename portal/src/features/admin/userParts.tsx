import { useTranslation } from "react-i18next";
import { Link } from "@tanstack/react-router";
import type { CompanyUser, UserStatus } from "@/api/types";
import { Badge, type Tone } from "@/ui/Badge";
import { DataTable, type Column } from "@/ui/DataTable";
import { Time } from "@/ui/Time";
import classes from "./Clients.module.css";

const tones: Record<UserStatus, Tone> = { active: "good", invited: "info", disabled: "quiet" };

export function UserState({ user: { status, uninvited } }: { user: Pick<CompanyUser, "status" | "uninvited"> }) {
  const { t } = useTranslation();
  if (status === "invited" && uninvited) return <Badge tone="quiet">{t("users.notInvited")}</Badge>;
  return <Badge tone={tones[status]}>{t(`users.state.${status}`)}</Badge>;
}

/** People as a table on a desktop and as cards on a phone; each leads to its own page. */
export function UserTable({ users, caption, withCompany }: { users: CompanyUser[]; caption: string; withCompany?: boolean }) {
  const { t } = useTranslation();
  const company: Column<CompanyUser> = {
    name: t("users.company"),
    wide: true,
    cell: (user) => (user.company ? <bdi>{user.company.name}</bdi> : "–"),
  };
  return (
    <DataTable
      caption={caption}
      rows={users}
      rowKey={(user) => user.id}
      columns={[
        {
          name: t("users.name"),
          cell: (user) => (
            <>
              <Link to="/admin/users/$id" params={{ id: user.id }} data-row>
                <bdi>{user.name}</bdi>
              </Link>
              <span className={classes.soft}>{user.email}</span>
            </>
          ),
        },
        ...(withCompany ? [company] : []),
        { name: t("users.role"), wide: withCompany, cell: (user) => t(`role.${user.role}`) },
        { name: t("users.status"), cell: (user) => <UserState user={user} /> },
        { name: t("users.lastLogin"), wide: true, cell: (user) => (user.last_login_at ? <Time at={user.last_login_at} /> : t("users.never")) },
      ]}
    />
  );
}
