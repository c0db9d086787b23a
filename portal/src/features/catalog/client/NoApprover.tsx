import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { listTeam } from "@/api/team";
import { useRights, useSession } from "@/ui/session";

/**
 * Says before the form that nobody could approve the request, which the server would refuse. Only company admins may list
 * their team, so only they are told; nothing is said where the team is longer than one page and no other admin is on it.
 */
export function NoApprover({ className }: { className?: string }) {
  const { t } = useTranslation();
  const { team } = useRights();
  const { user } = useSession();
  const { data } = useQuery({ queryKey: ["team", "approvers"], queryFn: ({ signal }) => listTeam({ limit: 100 }, signal), enabled: team });
  if (!data || data.next_cursor || data.items.some(({ id, role, status }) => id !== user.id && role === "company_admin" && status === "active")) return null;
  return (
    <Alert className={className} color="wait" icon={<IconAlertTriangle size={18} aria-hidden />} title={t("requests.noApprover.title")}>
      <p>{t("requests.noApprover.text")}</p>
      <p><Link to="/portal/team">{t("requests.noApprover.open")}</Link></p>
    </Alert>
  );
}
