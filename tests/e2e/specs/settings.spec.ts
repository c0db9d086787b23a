import { unique } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

test("an admin finds out who did what, and takes it along as a file @main", async ({ adminPage: page }) => {
  const company = `Audited ${unique()}`;
  await page.goto("/admin/clients");
  await page.getByRole("main").getByRole("button", { name: "Add company" }).first().click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Company name" }).fill(company);
  await page.getByRole("dialog").getByRole("button", { name: "Add company" }).click();
  await expect(heading(page)).toHaveText(company);

  await page.goto("/admin/audit?area=company");
  const row = page.getByRole("row").filter({ hasText: company });
  await expect(row).toContainText("Added a company");
  await row.getByText("Details").click();
  await row.getByRole("button", { name: `Show the history of ${company}` }).click();
  await expect(page).toHaveURL(/object=cmp_/);
  await expect(page.getByRole("button", { name: "Show all objects again" })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download as CSV" }).click()]);
  expect(download.suggestedFilename()).toBe("audit-log.csv");
  await row.getByRole("link", { name: company }).click();
  await expect(heading(page)).toHaveText(company);
});

test("an admin makes a service key, sees it once and revokes it", async ({ adminPage: page }) => {
  const name = `Backup ${unique()}`;
  await page.goto("/admin/settings?part=keys");
  await page.getByRole("button", { name: "Create a key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog.getByText("Enter a name.", { exact: true }).first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await dialog.getByRole("checkbox", { name: "Export all data" }).check();
  await dialog.getByRole("button", { name: "Create", exact: true }).click();
  await expect(dialog.getByLabel("The key", { exact: true })).toHaveText(/^tsk_[a-z0-9-]+_[0-9A-Z]{26}_[\w-]{43}$/);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(row.getByText("Revoked")).toBeVisible();
});

test("a client's language, zone and name go with the account into another browser", async ({ client, clientPage: page, browser, msp }) => {
  await page.goto("/portal/profile");
  await page.getByRole("textbox", { name: "Phone" }).fill("+49 30 1234");
  await page.getByRole("combobox", { name: "Language" }).selectOption("de");
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Pacific/Auckland");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Gespeichert.")).toBeVisible();

  const other = await browser.newContext({ locale: "en-GB" });
  const elsewhere = await other.newPage();
  await elsewhere.goto(`/portal/login?tenant=${msp.slug}`);
  await elsewhere.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await elsewhere.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL(/dashboard/);
  await elsewhere.goto("/portal/profile");
  await expect(elsewhere.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");
  await expect(elsewhere.getByRole("combobox", { name: "Zeitzone" })).toHaveValue("Pacific/Auckland");
  await other.close();
});
