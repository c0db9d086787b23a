import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { exportAddress } from "@/api/people";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { useRights } from "@/ui/session";
import classes from "./Clients.module.css";
import { InviteAll } from "./InviteAll";
import { allUsersQuery } from "./queries";
import { UserTable } from "./userParts";
import { userStates, type UserSearch } from "./userSearch";

const route = getRouteApi("/admin/users");

/** Everybody of all client companies. */
export function UsersPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { administer } = useRights();
  const { status, ...words } = search;
  const uninvited = status === "not_invited";
  const query = { ...words, side: "clients", ...(uninvited ? { status: "invited" as const, uninvited } : { status }) } as const;
  const list = useInfiniteQuery(allUsersQuery(query));
  const change = useCallback(
    (part: UserSearch) => void navigate({ replace: true, resetScroll: false, search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const filtered = !!(search.q ?? search.status ?? search.role);

  return (
    <>
      <PageHeader
        title={t("sections.users")}
        lead={t("users.lead")}
        aside={
          administer && (
            <Button component="a" href={exportAddress("users", { ...query, uninvited: uninvited ? "true" : undefined })} download variant="default" leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
              {t("people.export")}
            </Button>
          )
        }
      />
      <div className={classes.filters}>
        <Pills
          label={t("users.status")}
          options={(["all", ...userStates] as const).map((value) => ({ value, label: value === "all" ? t("people.all") : value === "not_invited" ? t("users.notInvited") : t(`users.state.${value}`) }))}
          value={search.status ?? "all"}
          onChoose={(status) => { change({ status: status === "all" ? undefined : status }); }}
        />
        <div className={classes.tools}>
          <SearchField className={classes.search} label={t("users.search")} value={search.q ?? ""} onSearch={onSearch} />
          <NativeSelect
            aria-label={t("users.role")}
            value={search.role ?? ""}
            onChange={(event) => { change({ role: (event.currentTarget.value || undefined) as UserSearch["role"] }); }}
            data={[
              { value: "", label: t("people.everyRole") },
              { value: "user", label: t("role.user") },
              { value: "company_admin", label: t("role.company_admin") },
            ]}
          />
        </div>
      </div>
      <PagedList
        list={list}
        bones={6}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("users.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => { change({ q: undefined, status: undefined, role: undefined }); }}>
                {t("list.showAll")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="people" title={t("users.none")} text={t(administer ? "users.noneAnywhere" : "noneByAdmin")}>
              {administer && <ButtonLink to="/admin/clients">{t("users.toClients")}</ButtonLink>}
            </EmptyState>
          )
        }
      >
        {(users) => (
          <>
            {administer && uninvited && <InviteAll filters={words} />}
            <UserTable users={users} caption={t("sections.users")} withCompany />
          </>
        )}
      </PagedList>
    </>
  );
}
