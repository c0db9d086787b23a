import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { readDraft, useDraft } from "./draft";
import { enter, leave } from "./storage";

const draft = (body: string) => renderHook(({ text }) => useDraft("t", { body: text }, !text), { initialProps: { text: body } });
const stored = () => JSON.stringify(localStorage);

it("keeps what was being written when the page is left", () => {
  const page = draft("a");
  page.rerender({ text: "ab" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "ab" });
});

it("forgets what was sent, even though the page shows it a moment longer", () => {
  const page = draft("sent");
  page.result.current.forget();
  page.rerender({ text: "sent" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "" });
});

it("keeps the next draft after one was sent", () => {
  const page = draft("sent");
  page.result.current.forget();
  page.rerender({ text: "" });
  page.rerender({ text: "next" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "next" });
});

it("takes an unreadable draft for none", () => {
  for (const text of ["{oops", "null", "[]", '{"value":{"body":"no key"}}', '"text"']) {
    localStorage.setItem("portal:of:acme:usr_maria:draft:t", text);
    expect(readDraft("t", { body: "x" })).toEqual({ body: "x" });
  }
});

it("has one key for as long as it is the same draft, also after the page was closed", () => {
  const page = draft("a printer");
  const key = page.result.current.key();
  // The answer got lost; nothing else is done on this page.
  expect(page.result.current.key()).toBe(key);
  page.unmount();
  const again = draft(readDraft("t", { body: "" }).body);
  expect(again.result.current.key()).toBe(key);
  again.rerender({ text: "a printer, on fire" });
  expect(again.result.current.key()).toBe(key);
});

it("stores the key before anything is sent, without waiting for a pause in typing", () => {
  const page = draft("typed and sent at once");
  const key = page.result.current.key();
  expect(JSON.parse(localStorage.getItem("portal:of:acme:usr_maria:draft:t") ?? "")).toEqual({ key, value: { body: "typed and sent at once" } });
});

it("has another key once it was sent, emptied, or its key stands for something else", () => {
  const page = draft("first");
  const keys = [page.result.current.key()];
  page.result.current.forget();
  page.rerender({ text: "" });
  page.rerender({ text: "second" });
  keys.push(page.result.current.key());
  page.rerender({ text: "" });
  page.rerender({ text: "third" });
  keys.push(page.result.current.key());
  page.result.current.renew();
  keys.push(page.result.current.key());
  expect(new Set(keys).size).toBe(4);
});

it("sec_34: what was signed out of is not written back by leaving the page", () => {
  const page = draft("SECRET of Maria");
  dispatchEvent(new Event("pagehide"));
  expect(stored()).toContain("SECRET");
  leave();
  expect(stored()).not.toContain("SECRET");
  dispatchEvent(new Event("pagehide"));
  page.rerender({ text: "SECRET of Maria, and more" });
  page.unmount();
  dispatchEvent(new Event("pagehide"));
  expect(stored()).not.toContain("SECRET");
});

it("sec_34: a page that has heard of nothing yet writes nothing once somebody else is signed in", () => {
  const page = draft("SECRET of Maria");
  // Another tab signs Maria out and Xaver in; the storage is all that the two have in common at that moment.
  localStorage.setItem("portal:person", "usr_xaver");
  dispatchEvent(new Event("pagehide"));
  page.unmount();
  expect(stored()).not.toContain("SECRET");
});

it("sec_34: the next person finds nothing of the first, and the first not of the next", () => {
  draft("SECRET of Maria").unmount();
  enter({ tenant: "acme", person: "usr_xaver" });
  expect(readDraft("t", { body: "" })).toEqual({ body: "" });
  expect(stored()).not.toContain("SECRET");
  draft("Xaver's").unmount();
  enter({ tenant: "globex", person: "usr_xaver" });
  expect(readDraft("t", { body: "" })).toEqual({ body: "" });
});

it("stores what was typed after the session was over, once the same person is back", () => {
  const page = draft("half");
  // Another tab found the session to be over and went to the login page.
  localStorage.clear();
  page.rerender({ text: "half a sentence" });
  dispatchEvent(new Event("pagehide"));
  expect(stored()).not.toContain("half");
  enter({ tenant: "acme", person: "usr_maria" });
  expect(readDraft("t", { body: "" })).toEqual({ body: "half a sentence" });
});
