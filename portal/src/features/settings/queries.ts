import { queryOptions } from "@tanstack/react-query";
import { listSignInLocks } from "@/api/people";
import { getDomain, getSettings, listKeys } from "@/api/settings";

export const settingsQuery = queryOptions({ queryKey: ["settings"], queryFn: getSettings });
export const keysQuery = queryOptions({ queryKey: ["service-keys"], queryFn: listKeys });
export const domainQuery = queryOptions({ queryKey: ["domain"], queryFn: getDomain });

/** Polled every minute: locks start and end by themselves. */
export const locksQuery = queryOptions({ queryKey: ["sign-in-locks"], queryFn: () => listSignInLocks(), refetchInterval: 60_000 });
