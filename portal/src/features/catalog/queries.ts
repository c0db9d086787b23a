import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCatalogItem, getManagedItem, getRequest, listCatalogItems, listManagedItems, listManagedRequests, listRequests, type ManagedRequestsQuery, type RequestsQuery } from "@/api/catalog";
import type { Side } from "@/api/uploads";

// Everything below the key "catalog" is fetched anew when an item changes, below "requests" when a request does.

export const catalogQuery = queryOptions({ queryKey: ["catalog", "list"], queryFn: listCatalogItems });

export const catalogItemQuery = (id: string) => queryOptions({ queryKey: ["catalog", "one", id], queryFn: () => getCatalogItem(id) });

export const managedItemsQuery = queryOptions({ queryKey: ["catalog", "manage", "list"], queryFn: listManagedItems });

export const managedItemQuery = (id: string) => queryOptions({ queryKey: ["catalog", "manage", "one", id], queryFn: () => getManagedItem(id) });

/** Others decide and tickets are closed meanwhile, so lists are looked at every minute. */
const often = 60_000;

export const requestsQuery = (search: RequestsQuery) =>
  infiniteQueryOptions({
    queryKey: ["requests", "list", search],
    queryFn: ({ pageParam }) => listRequests({ ...search, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const managedRequestsQuery = (search: ManagedRequestsQuery) =>
  infiniteQueryOptions({
    queryKey: ["requests", "manage", "list", search],
    queryFn: ({ pageParam }) => listManagedRequests({ ...search, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: often,
  });

export const requestQuery = (side: Side, id: string) =>
  queryOptions({ queryKey: ["requests", side, "one", id], queryFn: () => getRequest(side, id), refetchInterval: often });
