import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Bones } from "./Bones";
import { LoadFailure } from "./LoadFailure";
import classes from "./PagedList.module.css";

interface Props<T> {
  list: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  /** Rows that stand there while the first page comes. */
  bones?: number;
  /** What is said where there is nothing. */
  empty: ReactNode;
  /** The button to the next page is about to be used. */
  onNear?: () => void;
  children: (items: T[]) => ReactNode;
}

/** A list that grows by pages: what stands there while it comes, what went wrong, what there is, and the way to more. */
export function PagedList<T>({ list, bones = 5, empty, onNear, children }: Props<T>) {
  const { t } = useTranslation();
  if (list.isPending) return <Bones rows={bones} />;
  const failure = list.isError && (
    <LoadFailure reason={list.error} retry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())} />
  );
  if (!list.data) return failure;
  const items = list.data.pages.flatMap((page) => page.items);
  return (
    <div className={classes.list} aria-busy={list.isPlaceholderData} data-stale={list.isPlaceholderData || undefined}>
      {items.length === 0 ? <div className={classes.empty}>{empty}</div> : children(items)}
      {failure}
      {list.hasNextPage && !failure && (
        <Button variant="default" className={classes.more} loading={list.isFetchingNextPage} onMouseEnter={onNear} onFocus={onNear} onClick={() => void list.fetchNextPage()}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
