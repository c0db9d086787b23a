import { newCompany, newUser, signInAs, unique } from "../lib/data";
import { heading } from "../lib/pages";
import type { Api } from "../lib/api";
import type { Company } from "../lib/data";
import { expect, test } from "../lib/test";

interface Made {
  id: string;
  version: number;
}

const to = (company: Company) => ({ all: false, companies: [company.id] });
const announce = async (staff: Api, more: Record<string, unknown>) =>
  (await staff.post<Made>("/api/manage/announcements", { title: "News", body: "Some **words**.", status: "published", ...more })).body;

test("staff publish to one company, whose people see it at once and others do not @main", async ({ client, clientPage, staffPage, admin, msp, openAs }) => {
  const other = await newUser(admin, await newCompany(admin));
  const otherPage = await openAs(await signInAs(msp, other));
  const title = `New help desk hours ${unique()}`;
  await clientPage.goto("/portal/announcements");
  await otherPage.goto("/portal/announcements");
  await expect(heading(clientPage)).toHaveText("Announcements");

  await staffPage.goto("/admin/announcements");
  await staffPage.getByRole("link", { name: "New announcement" }).first().click();
  await staffPage.getByRole("textbox", { name: "Title" }).fill(title);
  const text = staffPage.getByRole("textbox", { name: "Text" });
  await text.fill("From Monday we answer until eight.");
  await text.press("Control+A");
  await staffPage.getByRole("button", { name: "Bold", exact: true }).click();
  await expect(text).toHaveValue("**From Monday we answer until eight.**");
  await staffPage.getByText("Chosen companies", { exact: true }).click();
  const picker = staffPage.getByLabel("Companies that see it").first();
  await picker.fill(client.company.name);
  await staffPage.getByRole("option", { name: client.company.name }).click();
  await staffPage.getByText("Preview", { exact: true }).click();
  await expect(staffPage.getByRole("region", { name: "Preview of “Text”" }).locator("strong")).toHaveText("From Monday we answer until eight.");
  await staffPage.getByRole("button", { name: "Preview as a client" }).click();
  await expect(staffPage.getByRole("dialog").getByRole("article", { name: title })).toBeVisible();
  await staffPage.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await staffPage.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(staffPage.getByText("The announcement is published.")).toBeVisible();

  // Live, without reload, unread.
  const card = clientPage.getByRole("article").filter({ hasText: title });
  await expect(card).toBeVisible();
  await expect(card.getByText("Unread", { exact: true })).toBeAttached();
  await expect(clientPage.getByRole("link", { name: /^Announcements/ })).toContainText(/\d/);
  await card.getByRole("button", { name: title }).click();
  await expect(card.locator("strong")).toHaveText("From Monday we answer until eight.");
  await expect(card.getByText("Unread", { exact: true })).toHaveCount(0);
  await clientPage.reload();
  await expect(card).toBeVisible();
  await expect(card.getByText("Unread", { exact: true })).toHaveCount(0);

  await otherPage.reload();
  await expect(heading(otherPage)).toHaveText("Announcements");
  await expect(otherPage.getByText(title)).toHaveCount(0);

  await staffPage.getByRole("link", { name: title }).click();
  await expect(staffPage.getByRole("region", { name: "Read by" })).toContainText("100%");
});

test("two who edit an announcement at once lose nothing: fields side by side, and what one left alone is the other's", async ({ client, staffPage: page, technician, openAs, complaints }) => {
  complaints.expect(/status of 412/);
  const word = unique();
  const { id } = await announce(technician, { title: `Before ${word}`, status: "draft", shown_to: to(client.company) });
  const other = await openAs(technician);
  await page.goto(`/admin/announcements/${id}`);
  await other.goto(`/admin/announcements/${id}`);
  await other.getByRole("textbox", { name: "Title" }).fill(`Theirs ${word}`);
  await other.getByRole("textbox", { name: "Text" }).fill("Their text.");
  await other.getByRole("button", { name: "Save draft" }).click();
  await expect(other).toHaveURL(/\/admin\/announcements$/);

  await page.getByRole("textbox", { name: "Title" }).fill(`Mine ${word}`);
  await page.getByRole("button", { name: "Save draft" }).click();
  const conflict = page.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(conflict.getByRole("group", { name: "Title" }).getByText(`Theirs ${word}`)).toBeVisible();
  await expect(conflict.getByRole("group", { name: "Text" }).getByRole("radio", { name: /Their version/ })).toBeChecked();
  await expect(conflict.getByRole("group")).toHaveCount(2);
  await conflict.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(`Mine ${word}`);
  await page.getByRole("button", { name: "Save draft" }).click();
  await conflict.getByRole("button", { name: "Save this choice" }).click();
  await expect(page).toHaveURL(/\/admin\/announcements$/);
  const kept = (await technician.get<{ title: string; body: string }>(`/api/manage/announcements/${id}`)).body;
  expect([kept.title, kept.body]).toEqual([`Mine ${word}`, "Their text."]);
});

test("a draft never shows, a scheduled one not before its time", async ({ client, clientPage: page, technician }) => {
  const word = unique();
  await announce(technician, { title: `Draft ${word}`, status: "draft", shown_to: to(client.company) });
  await announce(technician, { title: `Later ${word}`, status: "scheduled", publish_at: new Date(Date.now() + 3_600_000).toISOString(), shown_to: to(client.company) });
  await announce(technician, { title: `Now ${word}`, shown_to: to(client.company) });
  await page.goto("/portal/announcements");
  await expect(page.getByRole("article").filter({ hasText: `Now ${word}` })).toBeVisible();
  await expect(page.getByText(`Draft ${word}`)).toHaveCount(0);
  await expect(page.getByText(`Later ${word}`)).toHaveCount(0);
});

test("an outage is told on every page and stays put away @main", async ({ client, clientPage: page, technician }) => {
  const title = `Mail is down ${unique()}`;
  await page.goto("/portal/tickets");
  await announce(technician, { title, severity: "outage", body: "We are **on it**.", shown_to: to(client.company) });
  await expect(page.getByRole("status").getByText(title)).toBeVisible();
  await page.goto("/portal/profile");
  await expect(page.getByRole("status").getByText("We are on it.")).toBeVisible();
  await page.getByRole("button", { name: `Dismiss “${title}”` }).click();
  await expect(page.getByRole("status").getByText(title)).toHaveCount(0);
  // Also where the page is left before the answer came.
  await page.reload();
  await expect(heading(page)).toBeVisible();
  await expect(async () => {
    await page.goto("/portal/dashboard");
    await expect(page.getByRole("region", { name: "Latest announcements" }).getByRole("link", { name: title })).toBeVisible();
    await expect(page.getByRole("status").getByText(title)).toHaveCount(0, { timeout: 500 });
  }).toPass();
});

test("the dashboard leads to what is new, and opening it is reading it", async ({ client, clientPage: page, technician }) => {
  const title = `New printer on floor two ${unique()}`;
  await announce(technician, { title, shown_to: to(client.company) });
  await page.goto("/portal/dashboard");
  await page.getByRole("region", { name: "Latest announcements" }).getByRole("link", { name: title }).click();
  await expect(heading(page)).toHaveText(title);
  const { body } = await client.api.get<{ items: { title: string; unread: boolean }[] }>("/api/portal/announcements");
  expect(body.items.find((item) => item.title === title)).toBeDefined();
  await expect.poll(async () => {
    const list = await client.api.get<{ items: { title: string; unread: boolean }[] }>("/api/portal/announcements");
    return list.body.items.find((item) => item.title === title)?.unread;
  }).toBe(false);
});

test("staff schedule in their own time zone and see what summer time makes of it", async ({ staffPage: page }) => {
  const title = `Spring work ${unique()}`;
  await page.goto("/admin/announcements/new");
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Text" }).fill("At night.");
  await page.getByText("Schedule", { exact: true }).click();
  await page.getByLabel("Appears", { exact: true }).fill("2027-03-28T02:30");
  await expect(page.getByText(/The clock skips this time\. It becomes .*3:30/)).toBeVisible();
  await page.getByLabel("Appears", { exact: true }).fill("2027-07-01T09:30");
  await expect(page.getByText(/Thursday.*July 1, 2027.*9:30.*(?:CEST|GMT\+2)/)).toBeVisible();
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await expect(page.getByText("The announcement is scheduled.")).toBeVisible();
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByLabel("Appears", { exact: true })).toHaveValue("2027-07-01T09:30");
});

test("two people who edit the same announcement lose nothing", async ({ client, staffPage: page, technician, complaints }) => {
  complaints.expect(/status of 412/);
  const title = `Shared ${unique()}`;
  const made = await announce(technician, { title, status: "draft", shown_to: to(client.company) });
  await page.goto(`/admin/announcements/${made.id}`);
  await page.getByRole("textbox", { name: "Text" }).fill("My words");
  const theirs = { title: `${title} again`, body: "Their words", status: "draft", shown_to: to(client.company) };
  await technician.put(`/api/manage/announcements/${made.id}`, theirs, { "if-match": `"${made.version}"` });
  await page.getByRole("button", { name: "Save draft" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody else saved first" });
  await dialog.getByRole("group", { name: "Title" }).getByText("Their version").click();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await expect(page.getByText("The draft is saved.")).toBeVisible();
  const { body } = await technician.get<{ title: string; body: string }>(`/api/manage/announcements/${made.id}`);
  expect(body).toMatchObject({ title: `${title} again`, body: "My words" });
});

test("what is deleted is gone everywhere", async ({ client, clientPage, staffPage, technician }) => {
  const title = `Wrong news ${unique()}`;
  const made = await announce(technician, { title, shown_to: to(client.company) });
  await clientPage.goto("/portal/announcements");
  await expect(clientPage.getByRole("article").filter({ hasText: title })).toBeVisible();
  await staffPage.goto(`/admin/announcements/${made.id}`);
  await staffPage.getByRole("button", { name: "Delete announcement" }).click();
  await staffPage.getByRole("dialog").getByRole("button", { name: "Delete announcement" }).click();
  await expect(staffPage.getByText(`“${title}” is deleted.`)).toBeVisible();
  await expect(clientPage.getByText(title)).toHaveCount(0);
});
