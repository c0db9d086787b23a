import { boot } from "@/api/boot";
import { LoginPage } from "@/features/auth/LoginPage";
import { PortalUnknown } from "@/features/auth/PortalUnknown";
import { PortalUnreachable } from "@/features/auth/PortalUnreachable";
import { forwardSignedIn } from "@/features/auth/forwardSignedIn";
import { WhichPortal } from "@/features/auth/WhichPortal";
import { startLanguage } from "@/i18n";
import type { GatePage } from "@/util/gatePath";
import { safeReturnPath } from "@/util/safeReturnPath";
import { mount } from "./mount";

/** Shows what comes before sign-in: the login page, what mails lead to, or the question whose portal this is. */
export async function openGate(page: GatePage): Promise<void> {
  const found = await boot();
  if (page === "verify" && found.state === "known") {
    const [{ Verify }] = await Promise.all([import("./pages/Verify"), startLanguage("gate")]);
    mount(<Verify branding={found.branding} />);
    return;
  }
  if (page !== "login" && page !== "verify" && (found.state === "known" || page === "sso-error")) {
    // What only these pages need is not part of the login page's script.
    const [{ LinkPages }] = await Promise.all([import("@/features/auth/links/LinkPages"), startLanguage("gate")]);
    mount(<LinkPages page={page} branding={found.state === "known" ? found.branding : null} />);
    return;
  }
  const query = new URLSearchParams(location.search);
  const returnTo = safeReturnPath(query.get("return_to"), "");
  if (found.state === "known") {
    const choose = query.has("choose");
    if (!choose && (await forwardSignedIn(found.branding.tenant, returnTo))) return;
    mount(<LoginPage branding={found.branding} returnTo={returnTo} choose={choose} />);
  } else if (found.state === "unknown") {
    mount(<PortalUnknown slug={found.slug} />);
  } else if (found.state === "ask") {
    mount(<WhichPortal />);
  } else {
    mount(<PortalUnreachable />);
  }
}
