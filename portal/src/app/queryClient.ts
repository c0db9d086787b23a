import { QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";

// A refusal stays a refusal; only a missing or overloaded server is worth another try.
const passing = (reason: unknown) => reason instanceof Problem && (reason.status === 0 || reason.status >= 502);

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 30 * 60_000,
        retry: (failures, reason) => failures < 2 && passing(reason),
      },
    },
  });
}
