import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { answers } from "@/test/answers";
import type { Problem } from "./problem";
import { endImpersonation } from "./people";
import { getSession, logout } from "./session";
import { onOtherPerson, showPerson } from "./shown";
import { addComment, listTickets } from "./tickets";
import { upload } from "./uploads";

beforeEach(() => { showPerson("usr_maria"); });

afterEach(() => {
  onOtherPerson(null);
  vi.unstubAllGlobals();
});

const changed = { status: 409, body: { code: "SESSION_CHANGED" } };
const caught = (promise: Promise<unknown>) => promise.then(() => expect.unreachable(), (reason: unknown) => reason as Problem);

it("sec_34: every request says whom the page shows, and the question who is signed in names nobody", async () => {
  const asked = answers({ status: 200, body: { items: [] } }, { status: 201, body: { id: "msg_1" } }, { status: 200, body: {} }, { status: 204 }, { status: 200, body: {} });
  await listTickets({});
  await addComment("tkt_1", { body: "Hi" }, "key");
  await getSession();
  await logout();
  showPerson("usr_maria");
  await endImpersonation();
  expect(asked.map((request) => request.headers.get("x-portal-person"))).toEqual(["usr_maria", "usr_maria", null, "usr_maria", "usr_maria"]);
});

it("sec_34: a page of somebody else hears of it at once, and sends nothing more", async () => {
  const heard = vi.fn();
  onOtherPerson(heard);
  const asked = answers(changed, { status: 201, body: { id: "msg_1" } });
  expect((await caught(addComment("tkt_1", { body: "half-written by Maria" }, "key"))).code).toBe("SESSION_CHANGED");
  expect(heard).toHaveBeenCalledTimes(1);
  expect((await caught(addComment("tkt_1", { body: "half-written by Maria" }, "key"))).code).toBe("SESSION_CHANGED");
  expect(asked).toHaveLength(1);
});

it("takes any other conflict for what it is", async () => {
  const heard = vi.fn();
  onOtherPerson(heard);
  answers({ status: 409, body: { code: "CONFLICT", detail: "It is closed." } }, { status: 200, body: { items: [] } });
  expect((await caught(addComment("tkt_1", { body: "x" }, "key"))).detail).toBe("It is closed.");
  await listTickets({});
  expect(heard).not.toHaveBeenCalled();
});

it("sec_34: files are sent in the name of whom the page shows, too", async () => {
  const headers: Record<string, string> = {};
  class Request {
    status = 409;
    response = { code: "SESSION_CHANGED" };
    upload = {};
    onload = () => undefined;
    open = () => undefined;
    setRequestHeader = (name: string, value: string) => { headers[name] = value; };
    send = () => { this.onload(); };
    getResponseHeader = () => null;
  }
  vi.stubGlobal("XMLHttpRequest", Request);
  const heard = vi.fn();
  onOtherPerson(heard);
  const reason = await caught(upload("portal", new File(["x"], "x.txt"), () => undefined).done);
  expect([reason.code, headers["x-portal-person"]]).toEqual(["SESSION_CHANGED", "usr_maria"]);
  expect(heard).toHaveBeenCalledTimes(1);
});

it("sec_34: what was asked for is answered before the session changes, and nothing is asked for after it", async () => {
  const answer: ((response: Response) => void)[] = [];
  const asked: string[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return new Promise<Response>((resolve) => { answer.push(resolve); });
  });
  const list = () => new Response('{"items":[]}', { headers: { "content-type": "application/json" } });
  const before = listTickets({});
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  const ended = endImpersonation();
  const meanwhile = caught(listTickets({}));
  // Neither is sent before the first is answered.
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toEqual(["GET /api/portal/tickets"]);
  answer[0]?.(list());
  await before;
  await vi.waitFor(() => { expect(asked).toEqual(["GET /api/portal/tickets", "DELETE /api/portal/impersonation"]); });
  answer[1]?.(new Response('{"landing":"/admin"}', { headers: { "content-type": "application/json" } }));
  await ended;
  expect((await meanwhile).code).toBe("SESSION_CHANGED");
  expect(asked).toHaveLength(2);
});

it("goes on where the change is refused", async () => {
  const asked = answers({ status: 403, body: { code: "FORBIDDEN" } }, { status: 200, body: { items: [] } });
  const [refused, list] = await Promise.all([caught(endImpersonation()), listTickets({})]);
  expect(refused.code).toBe("FORBIDDEN");
  expect(list.items).toEqual([]);
  expect(asked).toHaveLength(2);
});
