import { getSession } from "@/api/session";
import { forgetPeople, recall } from "@/util/storage";
import { landingOf } from "@/util/roles";

/**
 * Sends a person who is signed in past the login page; true when the page is about to change.
 * `/` goes to whichever portal the session is for; a login page of another tenant stays a login page.
 */
export async function forwardSignedIn(tenant: string, returnTo: string): Promise<boolean> {
  const signedIn = recall("signed-in");
  if (!signedIn || (location.pathname !== "/" && signedIn !== tenant)) return false;
  try {
    const session = await getSession();
    location.replace(returnTo || landingOf(session.user.role));
    return true;
  } catch {
    forgetPeople();
    return false;
  }
}
