import { useEffect, useState } from "react";
import { getSession } from "@/api/session";
import type { Session } from "@/api/types";
import { recall } from "@/util/storage";

/** Who is signed in on this browser; `null` while that is unknown, and where nobody is. */
export function useSignedIn(): Session["user"] | null {
  const [user, setUser] = useState<Session["user"] | null>(null);
  useEffect(() => {
    if (!recall("signed-in")) return;
    // Where it cannot be found out, the page is the same as for somebody who is not signed in.
    void getSession().then((session) => { setUser(session.user); }, () => undefined);
  }, []);
  return user;
}
