import { Button, NativeSelect, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { useRights } from "@/ui/session";
import { SearchField } from "@/ui/SearchField";
import { TicketList } from "../parts/TicketList";
import { pills, rememberSearch, type TicketSearch } from "./search";
import classes from "./TicketListPage.module.css";

const route = getRouteApi("/portal/tickets");

export function TicketListPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { company } = useRights();

  const change = useCallback(
    (part: TicketSearch) => {
      void navigate({
        replace: true,
        resetScroll: false,
        search: (before) => {
          const after = { ...before, ...part };
          rememberSearch(after);
          return after;
        },
      });
    },
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const filtered = (search.status ?? "all") !== "all" || Boolean(search.q ?? search.mine);

  return (
    <>
      <PageHeader
        title={t("sections.tickets")}
        lead={company ? t("list.leadCompany") : t("list.lead")}
        action={
          <ButtonLink to="/portal/tickets/new" leftSection={<IconPlus size={18} stroke={2} aria-hidden />}>
            {t("ticket.submit")}
          </ButtonLink>
        }
      />
      <div className={classes.bar}>
        <Pills
          label={t("list.filter")}
          options={pills.map((value) => ({ value, label: t(`pills.${value}`) }))}
          value={pills.find((value) => value === search.status) ?? "all"}
          onChoose={(status) => { change({ status: status === "all" ? undefined : status }); }}
        />
        <div className={classes.tools}>
          <SearchField className={classes.search} label={t("list.search")} value={search.q ?? ""} onSearch={onSearch} />
          <NativeSelect
            aria-label={t("list.sort")}
            value={search.sort ?? "activity"}
            onChange={(event) => { change({ sort: event.currentTarget.value === "created" ? "created" : undefined }); }}
            data={[
              { value: "activity", label: t("list.sortActivity") },
              { value: "created", label: t("list.sortCreated") },
            ]}
          />
          {company && (
            <Switch label={t("list.mine")} checked={search.mine ?? false} onChange={(event) => { change({ mine: event.currentTarget.checked ? true : undefined }); }} />
          )}
        </div>
      </div>
      <TicketList
        side="portal"
        query={search}
        withSubmitter={company}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("list.noneMatch")} text={t(search.q ? "list.noneFoundText" : "list.noneMatchText")}>
              <Button variant="default" onClick={() => { change({ status: undefined, q: undefined, mine: undefined }); }}>
                {t("list.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="tickets" title={t("list.none")} text={t("list.noneText")}>
              <ButtonLink to="/portal/tickets/new">{t("list.noneAction")}</ButtonLink>
            </EmptyState>
          )
        }
      />
    </>
  );
}
