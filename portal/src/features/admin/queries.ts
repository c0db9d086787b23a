import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getCompany, listCompanies, listCompanyUsers } from "@/api/admin";

export const companiesQuery = (q: string) =>
  infiniteQueryOptions({
    queryKey: ["companies", "list", q],
    queryFn: ({ pageParam, signal }) => listCompanies({ q, cursor: pageParam }, signal),
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
