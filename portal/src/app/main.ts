import { startLanguage } from "@/i18n";
import { reloadWhenUpdated } from "./reloadWhenUpdated";
import { isGatePath } from "@/util/gatePath";

reloadWhenUpdated();

// Two programs share this page: the gate (before sign-in: no router, no query cache, little script) and the
// portal itself. Going from one to the other loads the page anew, so that nothing of a session outlives it.
if (isGatePath(location.pathname)) {
  const [{ openGate }] = await Promise.all([import("./gate"), startLanguage("base")]);
  await openGate();
} else {
  const { getSession } = await import("@/api/session");
  const session = getSession();
  session.catch(() => undefined); // openPortal handles it
  const [{ openPortal }] = await Promise.all([import("./portal"), startLanguage("base", "app")]);
  await openPortal(session);
}
