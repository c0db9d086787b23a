import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentFile, DocumentToSign, FileCategory, SignedDocument } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { dashboardQuery } from "@/ui/dashboard";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { SearchField } from "@/ui/SearchField";
import { documentsQuery } from "../queries";
import { categories, tabs, tabWords, type DocumentSearch } from "../search";
import classes from "./DocumentsPage.module.css";
import { FileTable } from "./FileTable";
import { SignedTable } from "./SignedTable";
import { ToSignList } from "./ToSignList";

const route = getRouteApi("/portal/documents");

export function DocumentsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab = search.tab ?? "to-sign";
  const list = useInfiniteQuery(documentsQuery({ ...search, tab }));
  const change = useCallback(
    (part: DocumentSearch) => void navigate({ replace: true, resetScroll: false, search: (before) => ({ ...before, ...part }) }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Boolean(search.q ?? search.category);
  return (
    <>
      <PageHeader title={t("sections.documents")} lead={t("documents.lead")} />
      <Tabs tab={tab} />
      {(tab !== "to-sign" || filtered) && (
        <div className={classes.bar}>
          <SearchField className={classes.search} label={t(`documents.search.${tabWords[tab]}`)} value={search.q ?? ""} onSearch={onSearch} />
          {tab === "files" && (
            <NativeSelect
              aria-label={t("documents.categoryName")}
              value={search.category ?? ""}
              onChange={(event) => { change({ category: (event.currentTarget.value || undefined) as FileCategory | undefined }); }}
              data={[{ value: "", label: t("documents.anyCategory") }, ...categories.map((value) => ({ value, label: t(`documents.category.${value}`) }))]}
            />
          )}
        </div>
      )}
      {list.isPending && <Bones rows={5} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <div className={classes.empty}>
          {filtered ? (
            <EmptyState drawing="search" title={t("documents.noneMatch")} text={t("list.noneMatchText")}>
              <Button variant="default" onClick={() => { change({ q: undefined, category: undefined }); }}>
                {t("list.clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState drawing={tab === "to-sign" ? "done" : "notes"} title={t(`documents.none.${tabWords[tab]}`)} text={t(`documents.noneText.${tabWords[tab]}`)} />
          )}
        </div>
      )}
      {items.length > 0 && (
        <div aria-busy={list.isPlaceholderData}>
          <Items items={items} />
        </div>
      )}
      {list.hasNextPage && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

type Item = ({ kind: "to_sign" } & DocumentToSign) | ({ kind: "signed" } & SignedDocument) | ({ kind: "file" } & DocumentFile);

/** What the server sent says which list it is; while another is coming, the old one stays. */
function Items({ items }: { items: Item[] }) {
  const asked = items.filter((item) => item.kind === "to_sign");
  const signed = items.filter((item) => item.kind === "signed");
  const files = items.filter((item) => item.kind === "file");
  if (asked.length > 0) return <ToSignList items={asked} />;
  if (signed.length > 0) return <SignedTable items={signed} />;
  return <FileTable items={files} />;
}

function Tabs({ tab }: { tab: (typeof tabs)[number] }) {
  const { t } = useTranslation();
  const figures = useQuery(dashboardQuery).data;
  const waiting = figures?.awaiting_signature ?? 0;
  return (
    <nav className={classes.tabs} aria-label={t("documents.tabs")}>
      {tabs.map((each) => (
        <Link key={each} to="/portal/documents" search={each === "to-sign" ? {} : { tab: each }} className={classes.tab} activeOptions={{ exact: true, includeSearch: true }} aria-current={each === tab ? "page" : undefined} activeProps={{}} resetScroll={false}>
          {t(`documents.tab.${tabWords[each]}`)}
          {each === "to-sign" && waiting > 0 && <span className={classes.count}>{waiting}</span>}
        </Link>
      ))}
    </nav>
  );
}
