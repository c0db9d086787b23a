import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Message, Ticket } from "@/api/types";
import { show } from "@/test/render";
import { MessageBubble } from "./MessageBubble";

const message: Message = { id: "msg_1", kind: "comment", author: { name: "Jane", staff: false }, internal: false, created_at: "2026-01-01T00:00:00Z", attachments: [] };
const bubble = (part: Partial<Message>) => show(<MessageBubble side="portal" ticket={{ id: "tkt_1" } as Ticket} message={{ ...message, ...part }} />);

it("shows markup as the text that it is", async () => {
  const { container } = await bubble({ body: "<img src=x onerror=alert(1)> <b>hi</b>" });
  expect(container.querySelector("img, b")).toBeNull();
  expect(container.textContent).toContain("<b>hi</b>");
});

it("links web addresses, and only those, without trust", async () => {
  await bubble({ body: "https://example.com and javascript:alert(1)" });
  const link = screen.getByRole("link");
  expect(link.getAttribute("href")).toBe("https://example.com/");
  expect(link.getAttribute("rel")).toBe("noopener nofollow ugc");
});

it("opens what may be shown and saves what may not", async () => {
  const file = { id: "fil_1", name: "a.html", size: 10, content_type: "text/html", inline: false };
  await bubble({ body: "x", attachments: [file, { ...file, id: "fil_2", name: "b.pdf", content_type: "application/pdf", inline: true }] });
  expect(screen.getByRole("link", { name: "a.html" }).getAttribute("href")).toBe("/api/portal/tickets/tkt_1/attachments/fil_1?download=1");
  expect(screen.getByRole("link", { name: "b.pdf" }).getAttribute("href")).toBe("/api/portal/tickets/tkt_1/attachments/fil_2");
});

it("calls an internal note by its name", async () => {
  await bubble({ body: "x", internal: true });
  expect(screen.getByRole("article", { name: "Internal note from Jane" })).toBeTruthy();
});
