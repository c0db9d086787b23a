import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getDelivery, getMailOverview, listDeliveries, listMailPreviews, type MailLanguage, type MailState } from "@/api/mail";

/** Mails leave by themselves: the page follows them. */
const FOLLOW = 10_000;

export const mailOverviewQuery = queryOptions({ queryKey: ["mail", "overview"], queryFn: getMailOverview, refetchInterval: FOLLOW });

export const deliveriesQuery = (state: MailState | undefined) =>
  infiniteQueryOptions({
    queryKey: ["mail", "deliveries", state ?? "all"],
    queryFn: ({ pageParam, signal }) => listDeliveries({ state, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: FOLLOW,
  });

export const deliveryQuery = (id: string) => queryOptions({ queryKey: ["mail", "one", id], queryFn: () => getDelivery(id) });

export const previewsQuery = (language: MailLanguage) =>
  queryOptions({ queryKey: ["mail", "previews", language], queryFn: () => listMailPreviews(language), placeholderData: keepPreviousData, staleTime: Infinity });
