import type { QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import { getSession } from "@/api/session";
import { onOtherPerson, showPerson, stopRequests } from "@/api/shown";
import type { Session } from "@/api/types";
import { PortalUnreachable } from "@/features/auth/PortalUnreachable";
import { enter, forgetPeople, putBack, setAside } from "@/util/storage";
import { hear, tell } from "@/util/tabs";
import { goToLogin } from "../goToLogin";
import { replacePage } from "../mount";
import { SessionChanged } from "./SessionChanged";

/** A page that comes to the front asks whose session it is, unless it has asked within this many milliseconds. */
const fresh = 5_000;

/**
 * Keeps a page to its person. Cookies belong to the browser and pages to people: whenever the session turns out to be
 * another's (a request is refused, another tab says so, the page comes out of the memory behind Back or to the front),
 * nothing of the first person stays on the page and nothing more is asked for in their name. The returned function ends it.
 */
export function guardPage(own: Session, queries: QueryClient): () => void {
  const { shown_as: person, tenant } = own;
  let vacated = false;
  let asked = Date.now();
  const ended = new AbortController();
  const { signal } = ended;

  showPerson(person);
  enter({ tenant: tenant.slug, person });
  onOtherPerson(() => {
    tell({ kind: "changed" });
    vacate(null);
  });
  const unhear = hear((word) => {
    if (word.kind === "left") {
      if (word.person === person && !vacated) signedOut();
    } else if (word.kind === "changed" || word.person !== person) {
      void (vacated ? introduce() : confirm());
    } else if (vacated) {
      comeBack();
    }
  });
  addEventListener("pagehide", ({ persisted }) => {
    // What may be shown again without being loaded is put away covered.
    if (persisted) cover(true);
  }, { signal });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void confirm();
  }, { signal });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !vacated && Date.now() - asked > fresh) void look();
  }, { signal });
  return () => {
    unhear();
    onOtherPerson(null);
    ended.abort();
  };

  /** Covers the page until it is known whose session it is. */
  async function confirm(): Promise<void> {
    cover(true);
    try {
      asked = Date.now();
      const now = await getSession();
      if (now.shown_as !== person) vacate(now);
      cover(false);
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 401) {
        signedOut();
      } else {
        vacated = true;
        stopRequests();
        replacePage(<PortalUnreachable />);
        cover(false);
      }
    }
  }

  /** Asks beside what is shown; a session that is over is for the next request to find out, which keeps what was typed. */
  async function look(): Promise<void> {
    asked = Date.now();
    const now = await getSession().catch(() => null);
    if (now && now.shown_as !== person) vacate(now);
  }

  /** Takes the page away and says who is signed in. */
  function vacate(now: Session | null): void {
    if (vacated) return;
    empty();
    replacePage(null);
    // Only now: what is covered cannot take the focus.
    cover(false);
    replacePage(<SessionChanged session={now} />);
    queries.clear();
    if (!now) void introduce();
  }

  /** Says who is signed in, on a page that was taken away. */
  async function introduce(): Promise<void> {
    try {
      const now = await getSession();
      if (now.shown_as === person) comeBack();
      else replacePage(<SessionChanged session={now} />);
    } catch (reason) {
      if (reason instanceof Problem && reason.status === 401) signedOut();
    }
  }

  function empty(): void {
    vacated = true;
    stopRequests();
    // Before the page goes, whose parts would store what is typed in them.
    setAside();
  }

  function comeBack(): void {
    putBack();
    location.reload();
  }

  function signedOut(): void {
    empty();
    replacePage(null);
    queries.clear();
    document.title = tenant.name;
    forgetPeople();
    goToLogin(tenant.slug, { comeBack: false });
  }
}

/** Makes all that is on the page invisible and out of reach (`styles/base.css`), or takes that back. */
function cover(on: boolean): void {
  document.documentElement.toggleAttribute("data-covered", on);
}
