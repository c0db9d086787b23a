import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconUpload } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileCategory, SharedFile } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { SearchField } from "@/ui/SearchField";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { DropArea } from "@/ui/uploads/DropArea";
import { fileSize } from "@/util/format";
import { CategoryBadge } from "../parts/badges";
import { sharedFilesQuery } from "../queries";
import { categories, type FilesSearch } from "../search";
import classes from "./Admin.module.css";
import { AdminTabs } from "./AdminTabs";
import { ShareDialog } from "./ShareDialog";
import { Audience } from "./Audience";

const route = getRouteApi("/admin/documents");

/** Files that are shared with clients; more are dropped anywhere on the page. */
export function FilesPage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [sharing, setSharing] = useState<File[] | null>(null);
  const list = useInfiniteQuery(sharedFilesQuery(search));
  const change = useCallback(
    (part: FilesSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const share = administer && (
    <Button leftSection={<IconUpload size={18} stroke={2} aria-hidden />} onClick={() => { setSharing([]); }}>
      {t("documents.share")}
    </Button>
  );
  const filtered = Boolean(search.category ?? search.q);
  const body = (
    <>
      <PageHeader title={t("sections.documents")} lead={t("documents.manageLead")} action={share} />
      <AdminTabs at="files" />
      <div className={classes.bar}>
        <SearchField className={classes.search} label={t("documents.search.files")} value={search.q ?? ""} onSearch={onSearch} />
        <NativeSelect
          aria-label={t("documents.categoryName")}
          value={search.category ?? ""}
          onChange={(event) => { change({ category: (event.currentTarget.value || undefined) as FileCategory | undefined }); }}
          data={[{ value: "", label: t("documents.anyCategory") }, ...categories.map((value) => ({ value, label: t(`documents.category.${value}`) }))]}
        />
      </div>
      <PagedList
        list={list}
        empty={
          filtered ? (
            <EmptyState drawing="search" title={t("documents.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => void navigate({ search: {} })}>
                {t("list.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing="notes" title={t("documents.none.files")} text={t(administer ? "documents.manageNone" : "noneByAdmin")}>
              {share}
            </EmptyState>
          )
        }
      >
        {(items) => <Table items={items} />}
      </PagedList>
      {sharing && <ShareDialog files={sharing} onClose={() => { setSharing(null); }} />}
    </>
  );
  return administer && !sharing ? <DropArea onFiles={setSharing}>{body}</DropArea> : body;
}

function Table({ items }: { items: SharedFile[] }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      caption={t("documents.tab.files")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("documents.title"),
          cell: (item) => (
            <span className={classes.name}>
              <Link to="/admin/documents/files/$id" params={{ id: item.id }} data-row>
                <bdi>{item.title}</bdi>
              </Link>
              <span className={classes.soft}>
                <bdi>{item.versions[0]?.name}</bdi> · {fileSize(item.versions[0]?.size ?? 0, i18n.language)}
              </span>
            </span>
          ),
        },
        {
          name: t("documents.categoryName"),
          cell: (item) => (item.expired ? <Badge tone="quiet">{t("documents.expired")}</Badge> : <CategoryBadge category={item.category} />),
        },
        { name: t("audience.label"), cell: (item) => <Audience of={item} /> },
        { name: t("documents.version"), wide: true, cell: (item) => item.versions[0]?.number ?? 1 },
        { name: t("documents.changed"), wide: true, cell: (item) => <Time at={item.updated_at} /> },
      ]}
    />
  );
}
