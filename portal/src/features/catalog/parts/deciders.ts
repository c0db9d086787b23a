import { useBranding, useSession } from "@/ui/session";

/** The provider's name, shown as the one who decides if nobody at the company can. */
export function useProvider(): string {
  const session = useSession();
  return useBranding()?.portal_name ?? session.tenant.name;
}

/** Names in a sentence, joined by “or”: “Ann, Bo or Cy”. */
export const inWords = (names: string[], language: string) => new Intl.ListFormat(language, { type: "disjunction" }).format(names);
