import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCompany, listCompanies, listCompanyUsers } from "@/api/admin";
import { getImport, getUser, listImports, listSignInLocks, listUsers, type UserQuery } from "@/api/people";
import type { CompanyStatus } from "@/api/types";

export const companiesQuery = (q: string, status?: CompanyStatus) =>
  infiniteQueryOptions({
    queryKey: ["companies", "list", q, status],
    queryFn: ({ pageParam, signal }) => listCompanies({ q, status, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const companyQuery = (id: string) => queryOptions({ queryKey: ["companies", "one", id], queryFn: () => getCompany(id) });

export const usersQuery = (company: string) =>
  infiniteQueryOptions({
    queryKey: ["companies", "users", company],
    queryFn: ({ pageParam }) => listCompanyUsers(company, { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const allUsersQuery = (query: UserQuery) =>
  infiniteQueryOptions({
    queryKey: ["users", "list", query],
    queryFn: ({ pageParam, signal }) => listUsers({ ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const userQuery = (id: string) => queryOptions({ queryKey: ["users", "one", id], queryFn: () => getUser(id) });

/** Polled every minute: locks start and end by themselves. */
export const userLocksQuery = (user: string) =>
  queryOptions({ queryKey: ["sign-in-locks", user], queryFn: () => listSignInLocks(user), refetchInterval: 60_000 });

export const importsQuery = queryOptions({ queryKey: ["imports"], queryFn: listImports });

/** While it is being entered, looked at every second. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: () => getImport(id),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 1000 : false),
  });
