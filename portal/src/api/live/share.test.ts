import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { share } from "./share";
import type { Source, Word } from "./words";

/** The locks of one browser, as the standard says; jsdom has none. */
function locks() {
  const queues = new Map<string, { run: () => Promise<void>; held: boolean; fail: (reason: unknown) => void }[]>();
  const next = (name: string) => {
    const [first] = queues.get(name) ?? [];
    if (!first || first.held) return;
    first.held = true;
    void first.run();
  };
  return {
    request(name: string, { signal, steal }: { signal?: AbortSignal; steal?: boolean }, work: () => Promise<void>) {
      return new Promise<void>((done, fail) => {
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        const out = () => {
          const place = queue.indexOf(entry);
          if (place >= 0) queue.splice(place, 1);
          next(name);
        };
        const entry = { held: false, fail, run: () => work().then(() => { done(); out(); }) };
        if (steal) {
          const [holder] = queue;
          if (holder?.held) {
            queue.shift();
            holder.fail(new DOMException("stolen", "AbortError"));
          }
          queue.unshift(entry);
        } else {
          queue.push(entry);
        }
        signal?.addEventListener("abort", () => {
          if (entry.held) return;
          fail(new DOMException("given up", "AbortError"));
          out();
        });
        next(name);
      });
    },
  };
}

/** Channels of one browser, told at once. */
class Channel extends EventTarget {
  static open = new Set<Channel>();
  constructor(readonly name: string) {
    super();
    Channel.open.add(this);
  }
  postMessage(data: unknown) {
    for (const other of Channel.open) {
      if (other !== this && other.name === this.name) other.dispatchEvent(new MessageEvent("message", { data }));
    }
  }
  close() {
    Channel.open.delete(this);
  }
}

/** A source of which the test sees how often it is open, and into which it speaks. */
function source() {
  const open = new Set<(word: Word) => void>();
  const hear: Source = (_side, tell) => {
    open.add(tell);
    return () => { open.delete(tell); };
  };
  return { open, hear, tell: (word: Word) => { for (const tell of open) tell(word); } };
}

const settled = async () => { for (let turn = 0; turn < 10; turn += 1) await Promise.resolve(); };
let hidden = false;
const closing: (() => void)[] = [];

function tab(from: Source, person = "usr_maria") {
  const heard: string[] = [];
  const close = share("portal", person, from, (word) => heard.push(word.kind === "ticket" ? word.change.ticket : word.kind));
  closing.push(close);
  return { heard, close };
}

const ticket = (id: string): Word => ({ kind: "ticket", change: { ticket: id, version: 1, change: "reply" } });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator) as Navigator, { locks: locks() }));
  hidden = false;
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
});

afterEach(() => {
  for (const close of closing.splice(0)) close();
  Channel.open.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("opens one connection for eight tabs, and all of them hear", async () => {
  const server = source();
  const tabs = Array.from({ length: 8 }, () => tab(server.hear));
  await settled();
  expect(server.open.size).toBe(1);
  server.tell(ticket("tkt_1"));
  for (const each of tabs) expect(each.heard).toContain("tkt_1");
});

it("lets another tab take over when the one that listens closes, and nothing stays missed", async () => {
  const server = source();
  const [first, second, third] = [tab(server.hear), tab(server.hear), tab(server.hear)];
  await settled();
  first.close();
  await settled();
  expect(server.open.size).toBe(1);
  // The new connection begins by saying that something may have been missed.
  server.tell({ kind: "missed" });
  server.tell(ticket("tkt_2"));
  for (const each of [second, third]) expect(each.heard.slice(-2)).toEqual(["missed", "tkt_2"]);
  expect(first.heard).not.toContain("tkt_2");
});

it("looks once at everything in a tab that comes while another listens already", async () => {
  const server = source();
  tab(server.hear);
  await settled();
  const late = tab(server.hear);
  expect(late.heard).toEqual(["missed"]);
  server.tell({ kind: "alive" });
  expect(late.heard).toEqual(["missed"]);
});

it("takes over from a tab that is asleep", async () => {
  const server = source();
  const asleep = tab(server.hear);
  await settled();
  const awake = tab(server.hear);
  await settled();
  await vi.advanceTimersByTimeAsync(60_000);
  await settled();
  expect(server.open.size).toBe(1);
  server.tell(ticket("tkt_3"));
  expect(awake.heard).toContain("tkt_3");
  expect(asleep.heard).toContain("tkt_3");
});

it("lets go of the connection a minute after the last page was hidden, and looks anew at the first that comes back", async () => {
  const server = source();
  const only = tab(server.hear);
  await settled();
  server.tell({ kind: "alive" });
  hidden = true;
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(61_000);
  await settled();
  expect(server.open.size).toBe(0);
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect([server.open.size, only.heard.at(-1)]).toEqual([1, "missed"]);
});

it("sec_34: shares nothing between two people", async () => {
  const server = source();
  const [maria, xaver] = [tab(server.hear), tab(server.hear, "usr_xaver")];
  await settled();
  expect(server.open.size).toBe(2);
  [...server.open][0]?.(ticket("tkt_of_maria"));
  expect([maria.heard.includes("tkt_of_maria"), xaver.heard.includes("tkt_of_maria")]).toEqual([true, false]);
});

it("holds no connection while it is kept behind Back", async () => {
  const server = source();
  tab(server.hear);
  await settled();
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  await settled();
  expect(server.open.size).toBe(0);
  dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  await settled();
  expect(server.open.size).toBe(1);
});
