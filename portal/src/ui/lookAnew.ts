import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * Asks anew for all that stands below a key, because something has changed. A first answer that is on its way may be
 * older than the change, and the cache waits for it instead of asking again: then it is asked for once more after it.
 */
export async function lookAnew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const first = queries.getQueryCache().findAll({ queryKey, fetchStatus: "fetching", predicate: ({ state }) => state.data === undefined });
  await queries.invalidateQueries({ queryKey });
  await Promise.all(first.map((query) => queries.invalidateQueries({ queryKey: query.queryKey, exact: true })));
}
