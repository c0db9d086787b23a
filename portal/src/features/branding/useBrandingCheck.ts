import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@mantine/hooks";
import { checkBranding } from "@/api/branding";
import type { BrandingCheck } from "@/api/types";
import { isColor, type BrandingValues } from "./values";

/** What the server makes of the draft: contrast, the colours derived from it, and the custom CSS as it will apply. */
export function useBrandingCheck({ primary_color, accent_color, custom_css }: BrandingValues, enabled: boolean): BrandingCheck | undefined {
  const [draft] = useDebouncedValue({ primary_color, accent_color, custom_css }, 250, { leading: true });
  return useQuery({
    queryKey: ["branding-check", draft.primary_color, draft.accent_color, draft.custom_css],
    queryFn: ({ signal }) => checkBranding(draft, signal),
    enabled: enabled && isColor(draft.primary_color) && isColor(draft.accent_color),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  }).data;
}
