import { useCallback, useEffect, useState } from "react";
import { lookUpLink } from "@/api/session";
import type { LinkAnswer } from "@/api/types";

export type Link = { state: "asking" } | { state: "unreachable"; reason: unknown } | LinkAnswer;

/** What a link from a mail is good for; asked again when the network comes back and on `ask`. */
export function useLink(purpose: "invite" | "reset", token: string): { link: Link; ask: () => Promise<void> } {
  const [link, setLink] = useState<Link>({ state: "asking" });
  const ask = useCallback(async () => {
    try {
      setLink(await lookUpLink({ purpose, token }));
    } catch (reason) {
      // What is known already stays: a form must not vanish because the network does.
      setLink((known) => (known.state === "asking" || known.state === "unreachable" ? { state: "unreachable", reason } : known));
    }
  }, [purpose, token]);

  useEffect(() => {
    const again = () => void ask();
    again();
    addEventListener("online", again);
    return () => { removeEventListener("online", again); };
  }, [ask]);
  return { link, ask };
}
