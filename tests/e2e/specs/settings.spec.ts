import { newCompany, signInAs, unique } from "../lib/data";
import { loginOf } from "../lib/demo";
import { caught } from "../lib/mail";
import { heading } from "../lib/pages";
import { newPortal } from "../lib/tenant";
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
  await dialog.getByRole("button", { name: "I have saved it" }).click();
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
  await expect(page.getByRole("combobox", { name: "Sprache" })).toHaveValue("de");

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

test("the sender of mails is the admin's choice, and what others saved meanwhile is not lost", async ({ openAs, complaints }) => {
  complaints.expect(/status of 412/);
  const { tenant, admin } = await newPortal();
  const page = await openAs(admin);
  await page.goto("/admin/settings");
  await page.getByRole("textbox", { name: "Sender's name" }).fill("Cobalt Help Desk");
  const { version, sign_in, mail, retention } = (await admin.get<{ version: number; sign_in: object; mail: object; retention: object }>("/api/manage/settings")).body;
  await admin.put("/api/manage/settings", { session_hours: 8, sign_in, mail, retention }, { "if-match": `"${version}"` });
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody else saved first" });
  await dialog.getByRole("group", { name: "Hours until a session ends" }).getByText("Their version").click();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await admin.get("/api/manage/settings")).body).toMatchObject({ session_hours: 8, mail: { name: "Cobalt Help Desk" } });

  const email = `kim.${tenant.slug}@harbour.example`;
  const company = await newCompany(admin);
  await admin.post(`/api/manage/companies/${company.id}/users`, { name: "Kim", email, role: "user" });
  await expect.poll(async () => (await caught(email)).map((mail) => mail.from).join()).toContain("Cobalt Help Desk");
});

test("a domain of one's own is claimed, says what is missing, and is given up", async ({ openAs }) => {
  const { tenant, admin } = await newPortal();
  const page = await openAs(admin);
  await page.goto("/admin/settings?part=domain");
  await page.getByRole("textbox", { name: "Domain" }).fill("nonsense");
  await page.getByRole("button", { name: "Use this domain" }).click();
  await expect(page.getByText("Enter a domain such as help.example.com.").first()).toBeVisible();
  const domain = `help.${tenant.slug}.example`;
  await page.getByRole("textbox", { name: "Domain" }).fill(domain);
  await page.getByRole("button", { name: "Use this domain" }).click();
  await expect(page.getByRole("heading", { name: domain })).toBeVisible();
  await expect(page.getByText("Pending", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy: Value of the TXT record" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy: Value of the CNAME record" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: domain })).toBeVisible();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: `Remove ${domain}` }).click();
  await expect(page.getByText(`${domain} is removed.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Use this domain" })).toBeVisible();
});

test("the log says in whose name something was done, and nothing in it is raw", async ({ client, msp, openAs, admin, complaints }) => {
  // What the client's page was just asking for when their name was given back: it is nobody's, then staff's.
  complaints.expect(/status of 40[13] .*\/api\/portal\//);
  const acting = await openAs(admin);
  await acting.goto(`/admin/users/${client.person.id}`);
  await acting.getByRole("button", { name: `Sign in as ${client.person.name}` }).click();
  const dialog = acting.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Writing it down together");
  await dialog.getByRole("switch", { name: "Allow changes to tickets" }).check();
  await dialog.getByRole("button", { name: "Sign in as this person" }).click();
  await expect(acting.getByRole("region", { name: "Signed in as somebody else" })).toBeVisible();
  const subject = `Written for them ${unique()}`;
  const written = await acting.evaluate(
    async (title) => (await fetch("/api/portal/tickets", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ subject: title, description: "Together" }) })).status,
    subject,
  );
  expect(written).toBe(201);
  await acting.getByRole("button", { name: "Back to my account" }).click();

  const page = await openAs(await signInAs(msp, loginOf(msp, "viewer")));
  await page.goto("/admin/audit?area=ticket");
  const row = page.getByRole("row").filter({ hasText: `as ${client.person.name}` }).first();
  await expect(row).toContainText("Opened a ticket");
  await page.goto("/admin/audit?area=impersonation");
  await expect(page.getByRole("row").filter({ hasText: "Signed in as a client" }).first()).toBeVisible();
  // An action without words would be shown as it is kept: `area.verb`.
  await page.goto("/admin/audit");
  await expect(page.getByRole("row").nth(5)).toBeVisible();
  await expect(page.locator("td:first-child span").filter({ hasText: /^[a-z_]+\.[a-z_]+$/ })).toHaveCount(0);
});
