import { afterEach, describe, expect, it, vi } from "vitest";
import { answers } from "@/test/answers";
import { Problem } from "./problem";
import { onSessionOver } from "./reauthenticate";
import { getSession, login } from "./session";
import { addComment, listTickets } from "./tickets";

afterEach(() => {
  onSessionOver(null);
  vi.unstubAllGlobals();
});

const caught = (promise: Promise<unknown>) => promise.then(() => expect.unreachable(), (reason: unknown) => reason as Problem);

describe("a request", () => {
  it("sends body, key and type, and gives the content", async () => {
    const asked = answers({ status: 201, body: { id: "msg_1" } });
    expect(await addComment("tkt_1", { body: "Hi" }, "key1")).toEqual({ id: "msg_1" });
    expect(asked[0]?.url).toBe("http://localhost:3000/api/portal/tickets/tkt_1/comments");
    expect(asked[0]?.headers.get("idempotency-key")).toBe("key1");
    expect(await asked[0]?.text()).toBe('{"body":"Hi"}');
  });

  it("asks for nothing where nothing is chosen", async () => {
    const asked = answers({ status: 200, body: { items: [] } });
    await listTickets({ status: undefined, q: "a&b", mine: false });
    expect(asked[0]?.url).toBe("http://localhost:3000/api/portal/tickets?q=a%26b");
  });

  it("rejects with the server's problem", async () => {
    answers({ status: 422, body: { code: "VALIDATION_ERROR", errors: { body: "Too long." }, trace_id: "t1" } });
    const problem = await caught(addComment("tkt_1", { body: "x" }, "k"));
    expect(problem).toBeInstanceOf(Problem);
    expect([problem.status, problem.code, problem.errors, problem.traceId]).toEqual([422, "VALIDATION_ERROR", { body: "Too long." }, "t1"]);
  });

  it("hears how long to wait", async () => {
    answers({ status: 429, body: { code: "RATE_LIMIT_EXCEEDED" }, headers: { "retry-after": "90" } });
    expect((await caught(login({ tenant: "t", email: "e", password: "p" }))).retryAfter).toBe(90);
  });

  it("calls a missing answer offline", async () => {
    answers();
    expect((await caught(getSession())).code).toBe("OFFLINE");
  });
});

describe("when the session is over", () => {
  it("asks once for all that fail, and each goes on with its own body", async () => {
    const ask = vi.fn(() => Promise.resolve());
    onSessionOver(ask);
    const asked = answers({ status: 401 }, { status: 401 }, { status: 201, body: { id: "a" } }, { status: 201, body: { id: "b" } });
    const both = await Promise.all([addComment("1", { body: "one" }, "k1"), addComment("2", { body: "two" }, "k2")]);
    expect(both.map((message) => message.id).sort()).toEqual(["a", "b"]);
    expect(ask).toHaveBeenCalledTimes(1);
    expect((await Promise.all(asked.slice(2).map((request) => request.text()))).sort()).toEqual(['{"body":"one"}', '{"body":"two"}']);
  });

  it("never asks for a login that failed", async () => {
    const ask = vi.fn(() => Promise.resolve());
    onSessionOver(ask);
    answers({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect((await caught(login({ tenant: "t", email: "e", password: "p" }))).status).toBe(401);
    expect(ask).not.toHaveBeenCalled();
  });

  it("does not ask twice for one request", async () => {
    const ask = vi.fn(() => Promise.resolve());
    onSessionOver(ask);
    answers({ status: 401 }, { status: 401, body: { code: "UNAUTHORIZED" } });
    expect((await caught(listTickets({}))).status).toBe(401);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
