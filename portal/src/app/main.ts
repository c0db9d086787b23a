import "@/ui/styles/gate";
import { getSession } from "@/api/session";
import { startLanguage } from "@/i18n";
import { gatePage } from "@/util/gatePath";
import { openGate } from "./gate";
import { reloadWhenUpdated } from "./reloadWhenUpdated";

reloadWhenUpdated();

// Two programs share this page: the gate (before sign-in: no router, no query cache, little script) and the
// portal itself. Going from one to the other loads the page anew, so that nothing of a session outlives it.
// The gate is small and what it needs the portal needs too, so it comes in one piece with this file.
async function start(): Promise<void> {
  const page = gatePage(location.pathname);
  if (page) {
    await startLanguage("base");
    await openGate(page);
  } else {
    const session = getSession();
    session.catch(() => undefined); // openPortal handles it
    const [{ openPortal }] = await Promise.all([import("./portal"), startLanguage("base", "behind")]);
    await openPortal(session);
  }
}

// Not awaited here: the portal's file needs this one, which would never be done with waiting for it.
void start();
