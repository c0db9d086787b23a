import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Company } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import classes from "./Clients.module.css";
import { CompanyForm } from "./CompanyForm";
import { companyQuery, usersQuery } from "./queries";
import { UserDialog } from "./UserDialog";

const route = getRouteApi("/admin/clients/$id");

export function ClientPage() {
  const { id } = route.useParams();
  const company = useQuery(companyQuery(id));
  if (company.isPending) return <Bones blocks={[56, 280, 160]} />;
  if (company.isError && !company.data) return <LoadFailure reason={company.error} retry={() => void company.refetch()} />;
  return <Content key={id} company={company.data} />;
}

function Content({ company }: { company: Company }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={company.name}
        crumb={<Link to="/admin/clients">{t("sections.clients")}</Link>}
        aside={
          <ButtonLink to="/admin/tickets" search={{ company: company.id }} variant="default">
            {t("clients.tickets")}
          </ButtonLink>
        }
      />
      <CompanyForm company={company} />
      <Users company={company} />
    </>
  );
}

function Users({ company }: { company: Company }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(usersQuery(company.id));
  const users = list.data?.pages.flatMap((page) => page.items);
  return (
    <section aria-labelledby="users-title">
      <div className={classes.sectionHead}>
        <h2 id="users-title">{t("clients.users")}</h2>
        {administer && (
          <Button leftSection={<IconPlus size={18} stroke={2} aria-hidden />} onClick={() => { setAdding(true); }}>
            {t("users.add")}
          </Button>
        )}
      </div>
      {list.isPending && <Bones rows={3} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {users?.length === 0 && (
        <div className={classes.empty}>
          <EmptyState drawing="people" title={t("users.none")} text={t("users.noneText")} />
        </div>
      )}
      {users && users.length > 0 && (
        <DataTable
          caption={t("clients.users")}
          rows={users}
          rowKey={(user) => user.id}
          columns={[
            {
              name: t("users.name"),
              cell: (user) => (
                <>
                  <bdi>{user.name}</bdi>
                  <span className={classes.soft}>{user.email}</span>
                </>
              ),
            },
            { name: t("users.role"), cell: (user) => t(`role.${user.role}`) },
            { name: t("users.status"), cell: (user) => <Badge tone={user.status === "active" ? "good" : "quiet"}>{t(`users.state.${user.status}`)}</Badge> },
            { name: t("users.lastLogin"), wide: true, cell: (user) => (user.last_login_at ? <Time at={user.last_login_at} /> : t("users.never")) },
          ]}
        />
      )}
      {list.hasNextPage && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
      {adding && <UserDialog company={company} onClose={() => { setAdding(false); }} />}
    </section>
  );
}
