import { useQuery } from "@tanstack/react-query";
import type { RequestLine } from "@/api/types";

interface Options {
  /** Whose requests, for the cache. */
  of: string;
  /** The first page of requests that wait for approval. */
  load: () => Promise<{ items: RequestLine[]; next_cursor?: string | null }>;
  /** Only where somebody is about to be asked. */
  enabled: boolean;
  /** Counts what this person can decide: everything but their own requests. */
  decider?: string;
}

/** How many requests wait for approval; undefined while that is not known, or where it is more than one page. */
export function usePendingRequests({ of, load, enabled, decider }: Options): number | undefined {
  const { data } = useQuery({ queryKey: ["requests", "pending", of], queryFn: load, enabled });
  if (!data || data.next_cursor) return undefined;
  return data.items.filter((request) => request.requester.id !== decider).length;
}
