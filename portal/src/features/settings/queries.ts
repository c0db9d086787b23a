import { queryOptions } from "@tanstack/react-query";
import { getDomain, getSettings, listKeys } from "@/api/settings";

export const settingsQuery = queryOptions({ queryKey: ["settings"], queryFn: getSettings });
export const keysQuery = queryOptions({ queryKey: ["service-keys"], queryFn: listKeys });
export const domainQuery = queryOptions({ queryKey: ["domain"], queryFn: getDomain });
