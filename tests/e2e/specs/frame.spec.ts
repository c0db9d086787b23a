import type { Page } from "@playwright/test";
import { newTicket, newUser, signInAs, unique } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

/** The main pages of both sides. */
const clientPages = [
  "/portal/dashboard", "/portal/tickets", "/portal/tickets/new", "/portal/invoices", "/portal/documents", "/portal/documents?tab=signed", "/portal/documents?tab=files",
  "/portal/catalog", "/portal/requests", "/portal/announcements", "/portal/team", "/portal/profile",
];
const adminPages = [
  "/admin", "/admin/tickets", "/admin/tickets/targets", "/admin/tickets/canned-replies", "/admin/invoices", "/admin/catalog", "/admin/catalog/new", "/admin/requests",
  "/admin/announcements", "/admin/announcements/new", "/admin/documents", "/admin/documents/policies", "/admin/documents/policies/new", "/admin/documents/compliance",
  "/admin/clients", "/admin/clients/import", "/admin/users", "/admin/staff", "/admin/branding", "/admin/mail", "/admin/audit", "/admin/settings", "/admin/profile",
];

/** What sticks out of the screen, named by its parents: nothing where the page is no wider than it. */
const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > clientWidth + 0.5);
    return [`${String(scrollWidth)} px`, ...wide.slice(-4).map((node) => `${node.parentElement?.className ?? ""} > ${node.tagName} ${node.getAttribute("class") ?? ""}`)];
  });

for (const width of [320, 390, 768, 820, 900, 1024]) {
  test(`no page is wider than a screen of ${width} px`, async ({ client, clientPage, adminPage, admin, msp, openAs }) => {
    test.setTimeout(180_000);
    const ticket = await newTicket(client.api);
    // Its dashboard has every part: figures of a company admin, tickets, announcements.
    await admin.post("/api/manage/announcements", { title: `Maintenance ${unique()}`, body: "On Sunday.", severity: "outage", status: "published", shown_to: { all: false, companies: [client.company.id] } });
    const boss = await newUser(admin, client.company, { name: "Bo Quill", role: "company_admin" });
    const bossPage = await openAs(await signInAs(msp, boss));
    for (const [page, paths] of [
      [bossPage, [...clientPages, `/portal/tickets/${ticket.id}`]],
      [clientPage, ["/portal/dashboard"]],
      [adminPage, [...adminPages, `/admin/tickets/${ticket.id}`, `/admin/clients/${client.company.id}`, `/admin/users/${boss.id}`]],
    ] as const) {
      await page.setViewportSize({ width, height: 1000 });
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("[aria-busy=true], [data-bones]")).toHaveCount(0);
        expect(await sticksOut(page), path).toEqual([]);
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
