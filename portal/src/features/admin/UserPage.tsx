import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CompanyUser } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import classes from "./Clients.module.css";
import { userQuery } from "./queries";
import { UserActions } from "./UserActions";
import { PendingEmail } from "./PendingEmail";
import { SignInLocked } from "./SignInLocked";
import { UserForm } from "./UserForm";
import { UserState } from "./userParts";

const route = getRouteApi("/admin/users/$id");

/** One person: who they are, what they may do, and what staff may do about it. */
export function UserPage() {
  const { id } = route.useParams();
  const user = useQuery(userQuery(id));
  if (user.isPending) return <Bones blocks={[56, 320, 160]} />;
  if (user.isError && !user.data) return <LoadFailure reason={user.error} retry={() => void user.refetch()} />;
  return <Content key={id} user={user.data} />;
}

function Content({ user }: { user: CompanyUser }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const { company } = user;
  return (
    <>
      <PageHeader
        title={user.name}
        crumb={
          company ? (
            <Link to="/admin/clients/$id" params={{ id: company.id }}>
              <bdi>{company.name}</bdi>
            </Link>
          ) : (
            <Link to="/admin/staff">{t("sections.staff")}</Link>
          )
        }
        lead={
          <span className={classes.facts}>
            <UserState user={user} />
            <span>
              {t("users.lastLogin")}: {user.last_login_at ? <Time at={user.last_login_at} /> : t("users.never")}
            </span>
          </span>
        }
      />
      {user.mail_failure && (
        <Alert className={classes.notice} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />} title={t("users.mailFails")}>
          <p>
            {user.mail_failure.reason} (<Time at={user.mail_failure.at} />)
          </p>
          <p>{t(administer ? "users.mailFailsText" : "users.mailFailsReader")}</p>
        </Alert>
      )}
      {user.elsewhere && (
        <Alert className={classes.notice} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />} title={t("users.elsewhere")}>
          <p>
            {t("users.elsewhereText")} {t(administer ? "users.elsewhereFix" : "users.elsewhereFixReader")}{" "}
            <Link to="/admin/users/$id" params={{ id: user.elsewhere }}>
              {t("users.elsewhereOpen")}
            </Link>
          </p>
        </Alert>
      )}
      <SignInLocked user={user} />
      {user.pending_email && <PendingEmail user={user} pending={user.pending_email} />}
      <UserForm user={user} />
      {administer && <UserActions user={user} />}
    </>
  );
}
