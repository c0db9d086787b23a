import { useCallback, useEffect, useState } from "react";
import { lookUpLink } from "@/api/session";
import type { LinkAnswer } from "@/api/types";

export type Link = { state: "asking" } | { state: "unreachable"; reason: unknown } | LinkAnswer;

/**
 * What a link from a mail is good for; asked again when the network comes back and on `ask`. `tenant` is the portal that
 * the page is dressed for: a link of another portal is opened there.
 */
export function useLink(purpose: "invite" | "reset", token: string, tenant: string): { link: Link; ask: () => Promise<void> } {
  const [link, setLink] = useState<Link>({ state: "asking" });
  const ask = useCallback(async () => {
    try {
      const found = await lookUpLink({ purpose, token });
      if (found.tenant && found.tenant !== tenant) {
        const there = new URL(location.href);
        if (there.searchParams.get("tenant") !== found.tenant) {
          there.searchParams.set("tenant", found.tenant);
          location.replace(there);
          return;
        }
        // This address belongs to one portal, whatever is asked for.
        setLink({ state: "unknown" });
        return;
      }
      setLink(found);
    } catch (reason) {
      // What is known already stays: a form must not vanish because the network does.
      setLink((known) => (known.state === "asking" || known.state === "unreachable" ? { state: "unreachable", reason } : known));
    }
  }, [purpose, token, tenant]);

  useEffect(() => {
    const again = () => void ask();
    again();
    addEventListener("online", again);
    return () => { removeEventListener("online", again); };
  }, [ask]);
  return { link, ask };
}
