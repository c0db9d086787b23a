import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { auditFile } from "@/api/audit";
import { Bones } from "@/ui/Bones";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { AuditFilters } from "./AuditFilters";
import { AuditTable } from "./AuditTable";
import classes from "./Audit.module.css";
import { auditQuery } from "./queries";
import { toQuery, type AuditSearch } from "./search";

const route = getRouteApi("/admin/audit");

/** Who did what to which object, when and from where. */
export function AuditPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: AuditSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const log = useInfiniteQuery(auditQuery(search));
  const lines = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t("sections.audit")}
        lead={t("audit.lead")}
        aside={
          <Button component="a" variant="default" href={auditFile(toQuery(search))} download leftSection={<IconDownload size={18} stroke={1.75} aria-hidden />}>
            {t("audit.export")}
          </Button>
        }
      />
      <AuditFilters search={search} onChange={change} onClear={() => void navigate({ search: {}, replace: true })} />
      {log.isPending && <Bones rows={8} />}
      {log.isError && <LoadFailure reason={log.error} retry={() => void log.refetch()} />}
      {log.data && lines.length === 0 && (
        <EmptyState drawing="search" title={t("audit.none")} text={t("audit.noneText")}>
          <Button variant="default" onClick={() => void navigate({ search: {} })}>
            {t("list.showAll")}
          </Button>
        </EmptyState>
      )}
      {lines.length > 0 && (
        <div aria-busy={log.isPlaceholderData}>
          <AuditTable lines={lines} onChange={change} />
          {log.hasNextPage && (
            <Button variant="default" className={classes.more} loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {t("list.more")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
