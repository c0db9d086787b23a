import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { onOtherPerson, showPerson } from "../shown";
import { stream } from "./stream";
import type { Word } from "./words";

interface Connection {
  request: { url: string; headers: Record<string, string>; signal: AbortSignal };
  send: (text: string) => void;
  end: () => void;
}

/** A server that streams; `refuse` is what it answers instead, once each. */
function server(...refuse: Response[]) {
  const connections: Connection[] = [];
  vi.stubGlobal("fetch", (url: string, { headers, signal }: { headers: Record<string, string>; signal: AbortSignal }) => {
    const no = refuse.shift();
    if (no) return Promise.resolve(no);
    let out: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => { out = controller; } });
    signal.addEventListener("abort", () => { try { out.error(new DOMException("aborted", "AbortError")); } catch { /* ended before */ } });
    connections.push({
      request: { url, headers, signal },
      send: (text) => { out.enqueue(new TextEncoder().encode(text)); },
      end: () => { out.close(); },
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  });
  return connections;
}

const heard: Word[] = [];
let close: () => void = () => undefined;
const listen = () => { close = stream("portal", (word) => heard.push(word)); };
const news = () => heard.filter((word) => word.kind !== "alive");

beforeEach(() => {
  vi.useFakeTimers();
  heard.length = 0;
  showPerson("usr_maria");
});

afterEach(() => {
  close();
  onOtherPerson(null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("says whom the page shows and hears what happens, in whatever pieces it arrives", async () => {
  const [connections] = [server()];
  listen();
  await vi.advanceTimersByTimeAsync(0);
  expect([connections[0]?.request.url, connections[0]?.request.headers["x-portal-person"]]).toEqual(["/api/portal/events", "usr_maria"]);
  connections[0]?.send(": listening\n\nevent: tick");
  connections[0]?.send('et\ndata: {"ticket":"tkt_1","version":2,"change":"reply"}\n\nevent: change\ndata: {"area":"document","id":"pol_1"}\n\n');
  connections[0]?.send("event: reload\ndata: {}\n\n");
  await vi.advanceTimersByTimeAsync(0);
  expect(news()).toEqual([
    { kind: "missed" },
    { kind: "ticket", change: { ticket: "tkt_1", version: 2, change: "reply" } },
    { kind: "area", change: { area: "document", id: "pol_1" } },
    { kind: "missed" },
  ]);
});

it("opens the stream anew when it ends or falls silent, and says that something may have been missed", async () => {
  const connections = server();
  listen();
  await vi.advanceTimersByTimeAsync(0);
  connections[0]?.end();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(connections).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(connections[1]?.request.signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(connections).toHaveLength(3);
  expect(news()).toEqual([{ kind: "missed" }, { kind: "missed" }, { kind: "missed" }]);
});

it("asks more and more rarely where there is no stream, and has everything looked at meanwhile", async () => {
  const refused = () => new Response("{}", { status: 503 });
  const connections = server(...Array.from({ length: 7 }, refused));
  listen();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(news()).toEqual([]);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(news().length).toBeGreaterThan(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(connections).toHaveLength(1);
});

it("sec_34: tells the page when the session is another's, and asks no more", async () => {
  const tell = vi.fn();
  onOtherPerson(tell);
  const connections = server(new Response('{"code":"SESSION_CHANGED"}', { status: 409 }));
  listen();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(tell).toHaveBeenCalledTimes(1);
  expect(connections).toHaveLength(0);
});
