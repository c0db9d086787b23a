import { Button } from "@mantine/core";
import { IconClock, IconMessages } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { PageHeader } from "@/ui/PageHeader";
import { TicketList } from "../parts/TicketList";
import { QueueFilters } from "./QueueFilters";
import type { QueueSearch } from "./search";

const route = getRouteApi("/admin/tickets");
const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

export function QueuePage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: QueueSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const filtered = Object.keys(search).some((key) => key !== "sort");
  return (
    <>
      <PageHeader
        title={t("sections.tickets")}
        lead={t("queue.lead")}
        aside={
          <>
            <ButtonLink to="/admin/tickets/canned-replies" variant="default" leftSection={<IconMessages {...icon} />}>
              {t("canned.title")}
            </ButtonLink>
            <ButtonLink to="/admin/tickets/targets" variant="default" leftSection={<IconClock {...icon} />}>
              {t("targets.title")}
            </ButtonLink>
          </>
        }
      />
      <QueueFilters search={search} onChange={change} />
      <TicketList
        side="manage"
        query={search}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("list.noneMatch")} text={t(search.q ? "list.noneFoundText" : "list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t("list.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="tickets" title={t("queue.none")} text={t("queue.noneText")} />
          )
        }
      />
    </>
  );
}
