import { QueryClient } from "@tanstack/react-query";
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answers } from "@/test/answers";
import type { Session } from "@/api/types";

/** The other tabs, as this one hears them. */
class Channel extends EventTarget {
  static all: Channel[] = [];
  static told: unknown[] = [];
  constructor() {
    super();
    Channel.all.push(this);
  }
  postMessage(word: unknown) { Channel.told.push(word); }
  static say(data: unknown) { for (const each of Channel.all) each.dispatchEvent(new MessageEvent("message", { data })); }
}

const session = (name: string, shown_as: string): Session => ({
  user: { id: shown_as, name, role: "user" } as Session["user"],
  shown_as,
  tenant: { slug: "acme", name: "ACME", org_type: "msp", time_zone: "Europe/Berlin" },
  permissions: [],
  expires_at: "2030-01-01T00:00:00Z",
});
const maria = session("María", "usr_maria");
const xaver = session("Xaver", "usr_xaver");

const gone: string[] = [];
// Long enough for an answer to be read, whatever the runtime takes for it.
const turn = () => act(async () => { for (let each = 0; each < 10; each += 1) await new Promise((done) => { setTimeout(done, 0); }); });
// Each test loads its page anew, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const page = () => document.body.textContent;
const stored = () => JSON.stringify(localStorage);
const covered = () => document.documentElement.hasAttribute("data-covered");

vi.hoisted(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});

// A page is guarded once, so each test is a page of its own.
const load = () => Promise.all([import("./guardPage"), import("@/api/tickets"), import("@/util/storage"), import("../mount"), import("@/util/draft"), import("@/i18n")]);

let api: Awaited<ReturnType<typeof load>>[1];
let storage: Awaited<ReturnType<typeof load>>[2];
let end: () => void = () => undefined;

async function open() {
  end();
  vi.resetModules();
  const [{ guardPage }, tickets, memory, mount, draft, { startLanguage }] = await load();
  [api, storage] = [tickets, memory];
  await startLanguage("base", "behind");
  const Page = () => {
    draft.useDraft("t", { body: "SECRET of Maria" }, false);
    return <p>SECRET of Maria</p>;
  };
  document.body.innerHTML = '<div id="root"></div>';
  document.title = "Printer is on fire";
  end = guardPage(maria, new QueryClient());
  act(() => { mount.replacePage(<Page />); });
  expect(page()).toContain("SECRET");
  Channel.told = [];
}

beforeEach(async () => {
  vi.stubGlobal("BroadcastChannel", Channel);
  const replace = (to: string) => gone.push(to);
  vi.stubGlobal("location", { pathname: "/portal/tickets/tkt_1", search: "", origin: "http://localhost:3000", href: "http://localhost:3000/", replace, reload: () => gone.push("reload") });
  gone.length = 0;
  Channel.all = [];
  document.documentElement.removeAttribute("data-covered");
  await open();
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

const refused = { status: 409, body: { code: "SESSION_CHANGED" } };
const of = (session: Session) => ({ status: 200, body: session });

async function expectXaver() {
  await turn();
  expect(page()).toContain("You are now signed in as Xaver");
  expect(page()).not.toContain("Maria");
  expect(document.title).not.toContain("Printer");
  expect(stored()).not.toContain("SECRET");
  expect(covered()).toBe(false);
  expect(document.activeElement?.textContent).toBe("Continue as Xaver");
}

it("sec_34: a refused request takes everything away, says who is signed in and tells the other tabs", async () => {
  answers(refused, of(xaver));
  await act(() => api.listTickets({}).catch(() => undefined));
  await expectXaver();
  expect(Channel.told).toContainEqual({ kind: "changed" });
});

it("sec_34: another tab's sign-in does the same, and what was typed waits for its author in memory alone", async () => {
  answers(of(xaver), of(maria));
  act(() => { Channel.say({ kind: "entered", person: "usr_xaver" }); });
  expect(covered(), "until it is known").toBe(true);
  await expectXaver();
  Channel.say({ kind: "entered", person: "usr_maria" });
  expect(storage.recallOwn("draft:t")).toContain("SECRET of Maria");
  expect(gone).toEqual(["reload"]);
});

it("sec_34: acting in a client's name takes the staff's pages away, and its end brings them back", async () => {
  answers(of({ ...xaver, impersonation: { name: "María", reason: "1042", write: false } }), of(maria));
  act(() => { Channel.say({ kind: "changed" }); });
  await turn();
  expect(page()).toContain("You now see the portal as Xaver");
  Channel.say({ kind: "changed" });
  await turn();
  expect(gone).toEqual(["reload"]);
});

it("sec_34: signing out in another tab empties the page, stores nothing and leads to the login page", async () => {
  answers();
  act(() => { Channel.say({ kind: "left", person: "usr_maria" }); });
  expect(page()).toBe("");
  dispatchEvent(new Event("pagehide"));
  expect(stored()).not.toContain("SECRET");
  expect(gone).toEqual(["/portal/login?tenant=acme"]);
});

it("stays as it is while other pages of the same person come and somebody else leaves", async () => {
  answers();
  act(() => {
    Channel.say({ kind: "entered", person: "usr_maria" });
    Channel.say({ kind: "left", person: "usr_xaver" });
  });
  await turn();
  expect(page()).toContain("SECRET of Maria");
  expect([gone, covered()]).toEqual([[], false]);
});

it("sec_34: a page from the memory behind Back is covered when it goes there and asks before it shows anything", async () => {
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  expect(covered()).toBe(true);
  answers(of(maria), of(xaver));
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  expect(covered()).toBe(true);
  await turn();
  expect([covered(), page()]).toEqual([false, "SECRET of Maria"]);
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  await expectXaver();
});

it("sec_34: such a page of somebody who has signed out shows nothing, also where the server cannot be asked", async () => {
  answers({ status: 401, body: { code: "UNAUTHORIZED" } });
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  await turn();
  expect([page(), gone]).toEqual(["", ["/portal/login?tenant=acme"]]);
  await open();
  answers();
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  await turn();
  expect(page()).toContain("We can't reach the portal");
  expect(page()).not.toContain("SECRET");
});
