import { unique } from "../lib/data";
import { caught } from "../lib/mail";
import { expect, test } from "../lib/test";

// Playwright's own scripts try to look into the frame of a mail, where none may run.
test.beforeEach(({ complaints }) => { complaints.expect(/Blocked script execution/); });

test("a client raises a ticket, and its mail leads back to it @main", async ({ client, clientPage: page }) => {
  const subject = `The coffee machine is offline ${unique()}`;
  await page.goto("/portal/tickets/new");
  await page.getByRole("textbox", { name: "Subject" }).fill(subject);
  await page.getByRole("textbox", { name: /Description|What happened/ }).fill("It shows <b>E17</b> & beeps.");
  await page.getByRole("button", { name: "Submit ticket" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(subject);
  const address = new URL(page.url()).pathname;

  await expect.poll(async () => (await caught(client.person.email)).map((mail) => mail.subject).join()).toContain(subject);
  const [mail] = (await caught(client.person.email)).filter((each) => each.subject.includes(subject));
  await page.goto(`/dev/mail/${mail?.name ?? ""}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
  await expect(page.getByText(/^Northwind IT/).first()).toBeVisible();
  const inside = page.frameLocator("iframe");
  await expect(inside.getByRole("heading", { level: 1 })).toHaveText("We have your ticket");
  await expect(inside.getByText("It shows <b>E17</b> & beeps.")).toBeVisible();
  const [opened] = await Promise.all([page.context().waitForEvent("page"), inside.getByRole("link", { name: "Open the ticket" }).click()]);
  await expect(opened.getByRole("heading", { level: 1 })).toHaveText(subject);
  expect(new URL(opened.url()).pathname).toBe(address);
});

test("staff see what became of a mail, how it looks, and send it again", async ({ client, adminPage: page, technician }) => {
  const subject = `A door that squeaks ${unique()}`;
  const ticket = await client.api.post<{ id: string }>("/api/portal/tickets", { subject, description: "All day." });
  await technician.post(`/api/manage/tickets/${ticket.body.id}/comments`, { body: "Oil is on its way.", internal: false });
  const about = async () => (await caught(client.person.email)).filter((mail) => mail.subject.includes(subject));
  await expect.poll(async () => (await about()).length).toBeGreaterThanOrEqual(2);

  await page.goto("/admin/mail?state=sent");
  await page.getByRole("button", { name: new RegExp(subject) }).first().click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.frameLocator("iframe").getByText(/Oil is on its way|All day/)).toBeVisible();
  const copies = async () => (await caught("")).filter((mail) => mail.subject.includes(subject)).length;
  const before = await copies();
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("The email is on its way again.")).toBeVisible();
  await expect.poll(copies).toBeGreaterThan(before);
});

test("every mail has a preview in the tenant's look and in each language", async ({ adminPage: page }) => {
  await page.goto("/admin/mail?show=previews");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Deutsch" }).click();
  await page.getByRole("combobox", { name: "Email" }).click();
  await page.getByRole("option", { name: "Dana Whitfield hat geantwortet" }).first().click();
  await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Dana Whitfield hat geantwortet");
  await expect(frame.getByRole("link", { name: "Solche E-Mails abbestellen" })).toBeVisible();
});

test("the link in a mail's footer asks first and then declines more of its sort", async ({ client, page }) => {
  const subject = `A lamp that flickers ${unique()}`;
  await client.api.post("/api/portal/tickets", { subject, description: "Since Monday." });
  const about = async () => (await caught(client.person.email)).filter((mail) => mail.subject.includes(subject));
  await expect.poll(async () => (await about()).length).toBeGreaterThanOrEqual(1);
  const [mail] = await about();
  const link = /http\S+\/api\/mail\/unsubscribe\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Stop sending mails about ticket updates");
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("no longer gets mails about ticket updates");
});
