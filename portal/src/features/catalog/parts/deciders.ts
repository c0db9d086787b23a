import { useBranding, useSession } from "@/ui/session";

/** What the provider is called: who decides where nobody of the company can. */
export function useProvider(): string {
  const session = useSession();
  return useBranding()?.portal_name ?? session.tenant.name;
}

/** Names as a sentence lists those of whom one is enough: “Ann, Bo or Cy”. */
export const inWords = (names: string[], language: string) => new Intl.ListFormat(language, { type: "disjunction" }).format(names);
