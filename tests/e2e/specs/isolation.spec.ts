import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { Api } from "../lib/api";
import { newCompany, newUser, unique, type Company, type Person } from "../lib/data";
import { mailedLink } from "../lib/mail";
import { heading } from "../lib/pages";
import { newPortal, type NewTenant } from "../lib/tenant";
import { expect, test } from "../lib/test";
import { expectReadable } from "../lib/visible";

// What a tenant's own CSS must never change. The portal of these tests wears a hostile stylesheet, in two forms: as an
// admin saves it, and, so that the scope is tested without the allow-list, as rules added to what the server sends.

const saved = `
  html, body, .portal-root, * { opacity: 0 !important; display: none !important; visibility: hidden !important }
  main section > div section:nth-child(2) { display: none !important }
  body > div > section { display: none !important }
  * { color: transparent; font-size: 0; max-height: 0; overflow: hidden; transform: scale(0); position: fixed; z-index: 9999; left: -9999px }
  * { clip-path: inset(100%); text-indent: -9999px; pointer-events: none; content: ""; color: #fff; background: #fff }
  * { letter-spacing: 16px; margin: 200px; padding: 200px; font-size: 160px; box-shadow: 0 0 64px 64px #fff; border: 32px solid #fff }
`;

const raw = `@scope (.portal-root) {
  :scope, :scope * { opacity: 0 !important; visibility: hidden !important; color: transparent !important; transform: scale(0) !important }
  :scope { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; background: #fff !important; box-shadow: 0 0 0 9999px #fff !important }
  :scope * { display: none !important; clip-path: inset(100%) !important; pointer-events: none !important; font-size: 0 !important }
  :scope ~ *, :scope + *, body, html { display: none !important }
}`;

const forms = ["saved", "raw"] as const;

let tenant: NewTenant;
let admin: Api;
let company: Company;
let person: Person;
let boss: Person;

test.beforeAll(async () => {
  const made = await newPortal();
  ({ tenant, admin } = made);
  company = await newCompany(admin);
  person = await newUser(admin, company);
  boss = await newUser(admin, company, { name: "Bo Quill", role: "company_admin" });
  const { body } = await admin.get<Record<string, unknown> & { version: number }>("/api/manage/branding");
  const kept = ["portal_name", "primary_color", "accent_color", "support_email", "support_phone", "show_powered_by"];
  const update = { ...Object.fromEntries(kept.map((field) => [field, body[field]])), welcome_text: "Welcome.", custom_css: saved };
  const answer = await admin.put<{ custom_css_removed: unknown[] }>("/api/manage/branding", update, { "if-match": `"${body.version}"` });
  expect(answer.body.custom_css_removed.length, "what hides is named").toBeGreaterThan(10);
});

const as = (who: Person) => Api.signIn(tenant.slug, who);

/** Adds rules to the tenant's stylesheet that its allow-list would never let through. */
async function wear(page: Page, form: (typeof forms)[number]): Promise<void> {
  if (form === "saved") return;
  await page.route("**/api/portal/branding/theme.css*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${await answer.text()}\n${raw}` });
  });
}

for (const form of forms) {
  test(`sec_29_hostile_css_reaches_nothing_of_what_is_signed (${form})`, async ({ openAs }) => {
    const title = `Terms ${unique()}`;
    const sections = [{ heading: "Service", body: "The service is free." }, { heading: "Costs", body: "The client pays 1,000,000 EUR each year." }];
    const made = await admin.post<{ id: string; version: number }>("/api/manage/documents/policies", { title, issuer: "Cobalt", shown_to: { all: false, companies: [company.id] }, requires_acknowledgement: true, requires_typed_name: true, sections });
    await admin.post(`/api/manage/documents/policies/${made.body.id}/publish`, undefined, { "if-match": `"${made.body.version}"` });

    const page = await openAs(await as(person));
    await wear(page, form);
    await page.goto(`/portal/documents/${made.body.id}`);
    await expectReadable(page.getByText("The service is free."), "the first clause");
    await expectReadable(page.getByText("The client pays 1,000,000 EUR each year."), "the second clause");
    await expectReadable(page.getByRole("button", { name: "Decline" }), "the way to decline");
    await page.getByRole("button", { name: "End of the document" }).focus();
    await page.getByRole("button", { name: "Continue" }).click();
    const boxes = page.getByRole("checkbox");
    for (const box of await boxes.all()) await box.check();
    for (const label of await page.locator("main label").all()) await expectReadable(label, "the text of a consent");
    await page.getByLabel("Full legal name").fill("Robin Quill");
    await page.getByRole("button", { name: "Continue" }).click();
    await expectReadable(page.getByRole("main").getByText(title).last(), "what is signed");
    await expectReadable(page.getByRole("button", { name: "Back" }), "the way back");
    await expectReadable(page.getByRole("main").getByRole("button").last(), "the button that signs");
    // Coming from a page that the tenant styles changes nothing.
    await page.goto("/portal/dashboard");
    await expect(page.locator("main h1")).toBeAttached();
    await page.evaluate((path) => { history.pushState({}, "", path); dispatchEvent(new PopStateEvent("popstate")); }, `/portal/documents/${made.body.id}`);
    await expectReadable(page.getByText("The client pays 1,000,000 EUR each year."), "the second clause, from another page");
  });

  test(`sec_26_hostile_css_leaves_the_bar_of_an_impersonated_session (${form})`, async ({ openAs, complaints }) => {
    complaints.expect(/status of 40[13] .*\/api\/portal\//);
    const page = await openAs(admin);
    await wear(page, form);
    await page.goto(`/admin/users/${person.id}`);
    await page.getByRole("button", { name: `Sign in as ${person.name}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Looking at the look");
    await dialog.getByRole("button", { name: "Sign in as this person" }).click();
    await page.waitForURL(/\/portal\//);
    for (const path of ["/portal/dashboard", "/portal/tickets", "/portal/profile"]) {
      await page.goto(path);
      const bar = page.getByRole("region", { name: "Signed in as somebody else" });
      await expectReadable(bar, `the bar on ${path}`);
      await expectReadable(bar.locator("p"), `the bar's text on ${path}`);
      await expectReadable(bar.getByRole("button", { name: "Back to my account" }), `the way out on ${path}`);
    }
    await page.getByRole("region", { name: "Signed in as somebody else" }).getByRole("button", { name: "Back to my account" }).click();
    await page.waitForURL(/\/admin/);
  });

  test(`sec_09_hostile_css_reaches_no_field_before_sign_in (${form})`, async ({ page }) => {
    await wear(page, form);
    await page.goto(`/portal/login?tenant=${tenant.slug}`);
    await expectReadable(page.getByRole("textbox", { name: "Email" }), "the email's field");
    await expectReadable(page.locator("input[type=password]"), "the password's field");
    await expectReadable(page.getByRole("button", { name: "Sign in" }), "the button");
    await expectReadable(page.getByRole("link", { name: /password/i }), "the way to a new password");
    await page.goto(`/portal/forgot-password?tenant=${tenant.slug}`);
    await expectReadable(page.getByRole("heading", { level: 1 }), "the heading");
    await expectReadable(page.getByRole("textbox", { name: "Email" }), "the email's field");
    await page.goto(`/portal/verify?tenant=${tenant.slug}`);
    await expectReadable(page.getByRole("heading", { level: 1 }), "the heading");
    await expectReadable(page.getByRole("textbox").first(), "the code's field");
    // Signing in works.
    await page.goto(`/portal/login?tenant=${tenant.slug}`);
    await page.getByRole("textbox", { name: "Email" }).fill(person.email);
    await page.locator("input[type=password]").fill(person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/portal\/(?:tickets|dashboard)/);
  });

  test(`sec_22_hostile_css_hides_nothing_of_an_approval (${form})`, async ({ openAs, page }) => {
    const item = await admin.post<{ id: string; form_version: number }>("/api/manage/catalog/items", {
      name: `Workstation ${unique()}`, category: "Hardware", published: true, needs_approval: true, price: "2,400 EUR",
      fields: [{ key: "why", type: "text", label: "What for", required: true }], shown_to: { all: false, companies: [company.id] },
    });
    const client = await as(person);
    const answers = { item: item.body.id, form_version: item.body.form_version, answers: { why: "Rendering" } };
    const request = await client.post<{ id: string }>("/api/portal/requests", answers, { "idempotency-key": randomUUID() });

    const link = new URL(await mailedLink(boss.email, `/portal/approve\\S*${request.body.id}`));
    await wear(page, form);
    await page.goto(`${link.pathname}?tenant=${tenant.slug}&${link.searchParams.toString()}`);
    await expectReadable(page.getByText("2,400 EUR"), "the price in the mail's page");
    await expectReadable(page.getByText("Rendering"), "the answer in the mail's page");
    await expectReadable(page.getByRole("button", { name: "Approve" }), "yes");
    await expectReadable(page.getByRole("button", { name: "Reject" }), "no");

    const bossPage = await openAs(await as(boss));
    await wear(bossPage, form);
    await bossPage.goto(`/portal/requests/${request.body.id}`);
    await expectReadable(heading(bossPage), "what is asked for");
    await expectReadable(bossPage.getByRole("main").getByText("2,400 EUR").first(), "the price");
    await expectReadable(bossPage.getByRole("main").getByText("Rendering"), "the answer");
    await expectReadable(bossPage.getByRole("button", { name: "Reject", exact: true }), "no");
    await bossPage.getByRole("button", { name: "Approve", exact: true }).click();
    const dialog = bossPage.getByRole("dialog");
    await expectReadable(dialog.getByText("It costs 2,400 EUR."), "the dialog's consequence");
    await expectReadable(dialog.getByRole("button", { name: "Cancel" }), "the dialog's no");
    await expectReadable(dialog.getByRole("button", { name: "Approve" }), "the dialog's yes");
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });

  test(`sec_09_hostile_css_reaches_no_dialog (${form})`, async ({ openAs, complaints }) => {
    complaints.expect(/status of 401/);
    const session = await as(boss);
    const page = await openAs(session);
    await wear(page, form);
    await page.goto("/portal/dashboard");
    await expect(page.locator("main")).toBeAttached();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog").first();
    await expectReadable(help.getByRole("heading").first(), "a dialog's title");
    await expectReadable(help.getByRole("button", { name: "Close" }).first(), "its way out");
    await page.keyboard.press("Escape");
    await expect(help).toBeHidden();

    await session.post("/api/auth/logout-everywhere");
    // Without a mouse, since nothing of the page can be seen: the tickets are asked for, and the answer is 401.
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    const over = page.getByRole("dialog", { name: "Your session has ended" });
    await expectReadable(over.getByText("Enter your password to continue."), "what the session's end asks");
    await expectReadable(over.locator("input[type=password]"), "its field");
    await expectReadable(over.getByRole("button", { name: "Continue" }), "its button");
  });
}
