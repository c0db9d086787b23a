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
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import classes from "./Clients.module.css";
import { CompanyForm } from "./CompanyForm";
import { companyQuery, usersQuery } from "./queries";
import { CompanyStatusButton } from "./CompanyStatusButton";
import { PersonDialog } from "./PersonDialog";
import { UserTable } from "./userParts";

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
          <>
            <CompanyStatusButton company={company} />
            <ButtonLink to="/admin/tickets" search={{ company: company.id }} variant="default">
              {t("clients.tickets")}
            </ButtonLink>
          </>
        }
        lead={company.status === "disabled" && <Badge tone="quiet">{t("clients.state.disabled")}</Badge>}
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
      <PagedList list={list} bones={3} empty={<EmptyState drawing="people" title={t("users.none")} text={t(administer ? "users.noneText" : "noneByAdmin")} />}>
        {(users) => <UserTable users={users} caption={t("clients.users")} />}
      </PagedList>
      {adding && <PersonDialog company={company} onClose={() => { setAdding(false); }} />}
    </section>
  );
}
