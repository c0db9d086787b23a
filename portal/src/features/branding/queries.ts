import { queryOptions } from "@tanstack/react-query";
import { getManagedBranding } from "@/api/branding";

export const managedBrandingQuery = queryOptions({ queryKey: ["managed-branding"], queryFn: getManagedBranding, staleTime: 0 });
