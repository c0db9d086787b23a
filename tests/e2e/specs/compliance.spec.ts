import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { Api } from "../lib/api";
import { newUser, signInAs, unique, type Company } from "../lib/data";
import { caught } from "../lib/mail";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

interface Made {
  id: string;
  version: number;
  title: string;
}

const path = "/api/manage/documents/policies";
const today = () => new Date().toISOString().slice(0, 10);

/** A published policy for one company. */
async function policy(admin: Api, company: Company, more: Record<string, unknown> = {}): Promise<Made> {
  const title = `Terms ${unique()}`;
  const body = { title, issuer: "Northwind", shown_to: { all: false, companies: [company.id] }, sections: [{ heading: "", body: "One line." }], ...more };
  const made = (await admin.post<Made>(path, body)).body;
  await admin.post(`${path}/${made.id}/publish`, undefined, { "if-match": `"${made.version}"` });
  return { ...made, title };
}

async function sign(client: Api, { id }: { id: string }): Promise<void> {
  const shown = (await client.get<{ version: number; content_sha256: string; consent: string }>(`/api/portal/documents/${id}`)).body;
  const deed = { scrolled_to_end: true, acknowledged: true, name: "Robin Quill", title: "Clerk" };
  await client.post(`/api/portal/documents/${id}/sign`, { version: shown.version, content_sha256: shown.content_sha256, consent: shown.consent, ...deed });
}

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

test("staff see how far a company has come, find who is missing, and remind them once an hour @main", async ({ client, adminPage: page, admin, msp }) => {
  const ada = await newUser(admin, client.company, { name: "Ada Quill", email: `ada.${unique()}@quill.example` });
  const one = await policy(admin, client.company, { deadline: today() });
  const two = await policy(admin, client.company);
  await sign(client.api, one);
  await sign(client.api, two);
  await sign(await signInAs(msp, ada), two);

  await page.goto("/admin/documents");
  await page.getByRole("link", { name: "Compliance", exact: true }).click();
  await expect(page.getByRole("region", { name: "Score of all policies and companies" })).toContainText("%");
  await page.getByRole("searchbox", { name: "Search companies" }).fill(client.company.name);
  const company = row(page, client.company.name);
  await expect(company).toContainText(/\d+ % \(3 of \d+\)/);
  await page.getByRole("combobox", { name: "Policy" }).selectOption({ label: one.title });
  await expect(company).toContainText("50 % (1 of 2)");
  await expect(page).toHaveURL(new RegExp(`policy=${one.id}`));
  await page.reload();
  await expect(company).toContainText("50 % (1 of 2)");

  const remind = company.getByRole("button", { name: `Remind about ${client.company.name}` });
  const dialog = page.getByRole("dialog", { name: "Send reminders?" });
  await remind.click();
  await expect(dialog.getByText("1 person gets an email.")).toBeVisible();
  await dialog.getByRole("button", { name: "Remind 1 person" }).click();
  await expect(page.getByText("1 person is reminded.")).toBeVisible();
  const reminders = async () => (await caught(ada.email)).filter((mail) => mail.subject.includes(one.title) && mail.subject.startsWith("Reminder")).length;
  await expect.poll(reminders, { timeout: 20_000 }).toBe(1);

  await remind.click();
  await expect(dialog.getByText("There is nobody left to remind.")).toBeVisible();
  await expect(dialog.getByText(/^1 reminder is skipped/)).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(dialog).toHaveCount(0);

  await company.getByRole("link", { name: client.company.name }).click();
  await expect(heading(page)).toHaveText(client.company.name);
  const open = row(page, "Ada Quill").filter({ hasText: one.title });
  await expect(open).toContainText("Waiting");
  await expect(row(page, two.title)).toHaveCount(0);

  await page.getByRole("link", { name: "Compliance", exact: true }).click();
  await page.getByRole("button", { name: "Policies", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search policies" }).fill(two.title);
  await expect(row(page, two.title)).toContainText("100 % (2 of 2)");
  await expect(row(page, one.title)).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search policies" }).fill(one.title);
  await row(page, one.title).getByRole("link", { name: one.title }).click();
  await expect(heading(page)).toHaveText("Signers");

  await page.goto("/admin/documents/compliance");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(`${client.company.name},${one.title},1,${today()},2,1,1,0,50,red`);
});

test("who signs is counted at the next look, and a company without anything left says so", async ({ client, adminPage: page, admin }) => {
  const one = await policy(admin, client.company);
  await page.goto(`/admin/documents/compliance/${client.company.id}`);
  await expect(row(page, one.title)).toBeVisible();
  const open = (await client.api.get<{ items: Made[] }>("/api/portal/documents")).body.items;
  for (const each of open) await sign(client.api, each);
  await page.reload();
  await expect(page.getByText("Everything is signed")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remind everybody" })).toHaveCount(0);
});

test("what cannot be loaded says so and is tried again, and who only reads reminds nobody", async ({ client, staffPage: page, admin, complaints }) => {
  await policy(admin, client.company);
  complaints.expect(/status of 503/);
  let broken = true;
  await page.route("**/api/manage/documents/compliance", (route) =>
    broken ? route.fulfill({ status: 503, contentType: "application/problem+json", json: { type: "x", title: "Unavailable", status: 503, code: "UNAVAILABLE" } }) : route.continue());
  await page.goto("/admin/documents/compliance");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible({ timeout: 20_000 });
  broken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(row(page, "Signed").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Remind/ })).toHaveCount(0);
});
