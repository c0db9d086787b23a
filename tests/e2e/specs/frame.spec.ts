import { newTicket, signInAs } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

for (const width of [768, 820, 900, 1024]) {
  test(`no page is wider than a screen of ${width} px`, async ({ client, clientPage, adminPage }) => {
    await newTicket(client.api);
    for (const [page, paths] of [
      [clientPage, ["/portal/dashboard", "/portal/tickets", "/portal/invoices", "/portal/documents", "/portal/catalog"]],
      [adminPage, ["/admin", "/admin/tickets", "/admin/invoices", "/admin/catalog", "/admin/requests", "/admin/announcements", "/admin/documents/compliance", "/admin/users", "/admin/branding"]],
    ] as const) {
      await page.setViewportSize({ width, height: 1000 });
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
      }
    }
  });
}

test("offline, a page that was never opened says so inside the portal and opens once the network is back", async ({ clientPage: page, complaints }) => {
  complaints.expect(/Failed to (?:load|fetch)|ERR_INTERNET_DISCONNECTED|PageNotLoaded/);
  await page.goto("/portal/dashboard");
  await expect(heading(page)).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Documents" }).click();
  await expect(heading(page)).toHaveText("You're offline");
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page)).toHaveText("You're offline");
  await page.context().setOffline(false);
  await expect(heading(page)).toHaveText("Documents");
});

test("one tab of Documents is the current one", async ({ clientPage: page }) => {
  await page.goto("/portal/documents");
  const tabs = page.getByRole("main").getByRole("navigation");
  for (const name of ["Signed documents", "Files"]) {
    await tabs.getByRole("link", { name }).click();
    await expect(tabs.locator("[aria-current=page]")).toHaveText(name);
    await page.reload();
    await expect(tabs.locator("[aria-current=page]")).toHaveText(name);
  }
});

test("a summary of errors loses what was corrected and takes the focus only once", async ({ adminPage: page }) => {
  await page.goto("/admin/announcements/new");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const summary = page.getByRole("main").getByRole("alert");
  await expect(summary.getByRole("listitem")).toHaveCount(2);
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill("Closed on Monday");
  await expect(summary.getByRole("listitem")).toHaveCount(1);
  await expect(title).toBeFocused();
  await page.getByRole("textbox", { name: "Text" }).fill("We are back on Tuesday.");
  await expect(summary).toHaveCount(0);
});

test("who may not open a page sees nothing of it", async ({ clientPage, openAs, msp, complaints }) => {
  complaints.expect(/status of 403/);
  await clientPage.goto("/portal/team");
  await expect(clientPage.getByRole("heading", { level: 1 })).toHaveText("Not for your account");
  await expect(clientPage.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await expect(clientPage.getByRole("main").getByRole("button")).toHaveCount(0);
  const viewer = msp.logins.find((login) => login.role === "viewer");
  const page = await openAs(await signInAs(msp, viewer!));
  for (const path of ["/admin/clients/import", "/admin/catalog/new", "/admin/documents/policies/new", "/admin/announcements/new"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not for your account");
    await expect(page.getByRole("main").locator("input, textarea")).toHaveCount(0);
  }
});

test("an empty sign-in marks the field that is missing", async ({ page, msp }) => {
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  const email = page.getByRole("textbox", { name: "Email" });
  await expect(email).toBeFocused();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("Enter your email address.")).toBeVisible();
  await email.fill("somebody@quill.example");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter your password.")).toBeVisible();
  await expect(email).not.toHaveAttribute("aria-invalid", "true");
});

test("staff who only look at the portal as a client find no form to fill in", async ({ client, openAs, admin }) => {
  const page = await openAs(admin);
  await page.goto(`/admin/users/${client.person.id}`);
  await page.getByRole("button", { name: `Sign in as ${client.person.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("A question about their portal");
  await dialog.getByRole("button", { name: "Sign in as this person" }).click();
  await expect(page.getByRole("region", { name: "Signed in as somebody else" })).toBeVisible();
  for (const path of ["/portal/tickets/new", "/portal/profile"]) {
    await page.goto(path);
    await expect(page.getByText(`You're viewing the portal as ${client.person.name}, and nothing can be changed.`)).toBeVisible();
    await expect(page.getByRole("main").locator("input, textarea")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Back to my account" }).click();
  await expect(heading(page)).toHaveText("Users");
});
