import { queryOptions } from "@tanstack/react-query";
import { getDashboard } from "@/api/tickets";

/** The figures of the clients' frame and dashboard. Looked at every minute too: what was scheduled appears without an event. */
export const dashboardQuery = queryOptions({ queryKey: ["dashboard"], queryFn: getDashboard, refetchInterval: 60_000 });
