import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { newTicket, unique, upload } from "../lib/data";
import { fillTicket, heading, message, openTicket, submitTicket } from "../lib/pages";
import { expect, test } from "../lib/test";

/** As from the clipboard: all at once. */
async function paste(page: Page, field: string, text: string): Promise<void> {
  await page.getByRole("textbox", { name: field }).focus();
  await page.evaluate((words) => document.execCommand("insertText", false, words), text);
}

test("what is pasted stays whole, and the page says how much is too much", async ({ clientPage: page, complaints }) => {
  complaints.expect(/status of 422/);
  await page.goto("/portal/tickets/new");
  await paste(page, "Subject", `Long ${unique()}`);
  await paste(page, "Description", "a".repeat(20_003));
  const description = page.getByRole("textbox", { name: "Description" });
  await expect(description).toHaveValue("a".repeat(20_003));
  await expect(page.getByText("This is 3 characters too long.")).toBeVisible();
  await expect(page.getByText("20,003 of 20,000 characters")).toBeVisible();
  await expect(description).toHaveAttribute("aria-invalid", "true");
  await submitTicket(page);
  await expect(page.getByRole("alert").filter({ hasText: "Some fields need your attention." })).toBeVisible();
  await expect(description, "nothing is lost by a refusal").toHaveValue("a".repeat(20_003));
  await description.fill("a".repeat(20_000));
  await expect(page.getByText(/too long/)).toHaveCount(0);
  await submitTicket(page);
  await expect(heading(page)).toContainText("Long");
});

test("the page counts as the server does", async ({ clientPage: page, client }) => {
  const subject = "😀".repeat(500);
  await page.goto("/portal/tickets/new");
  await paste(page, "Subject", subject);
  await expect(page.getByText("500 of 500 characters")).toBeVisible();
  await expect(page.getByText(/too long/)).toHaveCount(0);
  await page.getByRole("textbox", { name: "Description" }).fill("Pay\u2028100 EUR\u2029200 EUR");
  await submitTicket(page);
  await expect(heading(page)).toHaveText(subject);
  const id = page.url().split("/").at(-1) ?? "";
  const { body } = await client.api.get<{ comments: { body: string }[]; subject: string; description?: string }>(`/api/portal/tickets/${id}`);
  expect(body.subject).toBe(subject);
  expect(JSON.stringify(body)).toContain(JSON.stringify("Pay\n100 EUR\n200 EUR").slice(1, -1));
});

test("nothing goes off without a file that has not arrived, unless that is said", async ({ clientPage: page, complaints }, info) => {
  complaints.expect(/status of 422/);
  const subject = `See attached ${unique()}`;
  await page.goto("/portal/tickets/new");
  await fillTicket(page, subject, "The log is attached.");
  const files = [["good.txt", Buffer.from("all is well")], ["empty.log", Buffer.alloc(0)], ["large.bin", Buffer.alloc(25_000_001)]] as const;
  await Promise.all(files.map(([name, content]) => writeFile(info.outputPath(name), content)));
  await page.getByLabel("Attach files").setInputFiles(files.map(([name]) => info.outputPath(name)));
  const item = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(item("empty.log")).toContainText("This file is empty.");
  await expect(item("large.bin")).toContainText("larger than 25 MB");
  await expect(page.getByRole("alert").filter({ hasText: "This file is empty." }).or(page.getByRole("alert").filter({ hasText: "larger than" })).first(), "read out").toBeAttached();
  await submitTicket(page);
  const dialog = page.getByRole("dialog", { name: "Send without these files?" });
  await expect(dialog).toContainText("empty.log");
  await expect(dialog).toContainText("large.bin");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(item("empty.log")).toBeVisible();
  await page.getByRole("button", { name: "Remove large.bin" }).click();
  await submitTicket(page);
  await page.getByRole("dialog", { name: "Send without this file?" }).getByRole("button", { name: "Send without empty.log" }).click();
  await expect(heading(page)).toHaveText(subject);
  await expect(page.getByRole("link", { name: /good\.txt/ }).first()).toBeVisible();
});

test("a message asks as well, and what failed stays in the list", async ({ clientPage: page, client, complaints }) => {
  complaints.expect(/status of 422/);
  const ticket = await newTicket(client.api);
  await openTicket(page, "portal", ticket.id);
  const words = `With a log ${unique()}`;
  await page.getByRole("textbox", { name: "Write a message" }).fill(words);
  await page.getByLabel("Attach files").setInputFiles([{ name: "empty.log", mimeType: "text/plain", buffer: Buffer.alloc(0) }]);
  const item = page.getByRole("listitem").filter({ hasText: "empty.log" });
  await expect(item).toContainText("This file is empty.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Send without this file?" });
  await dialog.getByRole("button", { name: "Send without empty.log" }).click();
  await expect(message(page, words)).toBeVisible();
  await expect(item).toContainText("This file is empty.");
});

test("a request of the catalog asks as well, and says which questions an answer brings", async ({ client, clientPage: page, admin, complaints }) => {
  complaints.expect(/status of 422/);
  const fields = [
    { key: "big", type: "checkbox", label: "A big one" },
    { key: "size", type: "text", label: "How big", show_if: { field: "big", is: "yes" } },
    { key: "plan", type: "file", label: "The plan" },
  ];
  const item = await admin.post<{ id: string; form_version: number }>("/api/manage/catalog/items", { name: `Desk ${unique()}`, category: "Office", published: true, fields, shown_to: { all: false, companies: [client.company.id] } });
  await page.goto(`/portal/catalog/${item.body.id}`);
  await page.getByRole("checkbox", { name: "A big one" }).check();
  await expect(page.getByRole("status").filter({ hasText: "A new question: How big" })).toBeAttached();
  await page.getByLabel("Attach files").setInputFiles([{ name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) }]);
  await expect(page.getByRole("listitem").filter({ hasText: "plan.pdf" })).toContainText("This file is empty.");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("dialog", { name: "Send without this file?" }).getByRole("button", { name: "Send without plan.pdf" }).click();
  await expect(page).toHaveURL(/\/portal\/requests\//);
});

test("sec_33_a_name_and_an_address_hold_nothing_that_nobody_sees", async ({ admin, client }) => {
  const word = unique();
  const made = await admin.post<{ id: string; name: string }>(`/api/manage/companies/${client.company.id}/users`, { name: `Da\u200Bna\u00AD \u202EField`, email: `dana.${word}@quill.example`, role: "user" });
  expect(made.body.name).toBe("Dana Field");
  for (const email of [`da\u200Bna.${word}@quill.example`, `d\u0430na.${word}@quill.example`, `dana..${word}@quill.example`, `dana.${word}@quill.example.`]) {
    await expect(admin.post(`/api/manage/companies/${client.company.id}/users`, { name: "Dana Field", email, role: "user" }), email).rejects.toThrow(/422/);
  }
  await admin.post(`/api/manage/companies/${client.company.id}/users`, { name: "Bea Field", email: `bea.${word}@BÜCHER.example`, role: "user" });
  await expect(admin.post(`/api/manage/companies/${client.company.id}/users`, { name: "Bea Field", email: `bea.${word}@xn--bcher-kva.example`, role: "user" })).rejects.toThrow(/422/);
  const file = await upload(client.api, "offer\u2028final\u202Efdp.exe", "x");
  const ticket = await client.api.post<{ id: string }>("/api/portal/tickets", { subject: "File", description: "File", attachments: [file] }, { "idempotency-key": randomUUID() });
  expect(JSON.stringify((await client.api.get(`/api/portal/tickets/${ticket.body.id}`)).body)).toContain("offer finalfdp.exe");
});
