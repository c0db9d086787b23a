import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { readDraft, useDraft } from "./draft";

const draft = (body: string) => renderHook(({ text }) => useDraft("t", { body: text }, !text), { initialProps: { text: body } });

it("keeps what was being written when the page is left", () => {
  const page = draft("a");
  page.rerender({ text: "ab" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "ab" });
});

it("forgets what was sent, even though the page shows it a moment longer", () => {
  const page = draft("sent");
  page.result.current();
  page.rerender({ text: "sent" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "" });
});

it("keeps the next draft after one was sent", () => {
  const page = draft("sent");
  page.result.current();
  page.rerender({ text: "" });
  page.rerender({ text: "next" });
  page.unmount();
  expect(readDraft("t", { body: "" })).toEqual({ body: "next" });
});

it("takes an unreadable draft for none", () => {
  localStorage.setItem("portal:draft:t", "{oops");
  expect(readDraft("t", { body: "x" })).toEqual({ body: "x" });
});
