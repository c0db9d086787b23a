import { Api } from "../lib/api";
import { newCompany, newUser, unique } from "../lib/data";
import { loginOf, tenantOf } from "../lib/demo";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";
import type { Page } from "@playwright/test";

// Branding belongs to the whole tenant: these tests change one that no other test looks at, one after the other.
test.describe.configure({ mode: "serial" });

const tenant = tenantOf("mission");
let admin: Api;

test.beforeAll(async () => {
  admin = await Api.signIn(tenant.slug, loginOf(tenant, "admin"));
});

test.beforeEach(async () => {
  const { body } = await admin.get<{ version: number }>("/api/manage/branding");
  await admin.post("/api/manage/branding/reset", undefined, { "if-match": `"${body.version}"` });
});

async function editor(page: Page): Promise<Page> {
  await page.goto("/admin/branding");
  await expect(heading(page)).toHaveText("Branding");
  return page;
}

const variable = (page: Page, name: string) => page.evaluate((asked) => getComputedStyle(document.documentElement).getPropertyValue(asked).trim(), name);

test("a change of name and colour is seen by the client on the next load @main", async ({ openAs, page }) => {
  const name = `Harbour Aid ${unique()}`;
  const visitor = page;
  await visitor.goto(`/portal/login?tenant=${tenant.slug}`);
  const before = await variable(visitor, "--brand-primary");

  const staff = await editor(await openAs(admin));
  await staff.getByRole("textbox", { name: "Portal name" }).fill(name);
  await staff.getByRole("textbox", { name: "Primary color" }).fill("#0f766e");
  await staff.keyboard.press("Escape");
  await staff.getByRole("textbox", { name: "Welcome text" }).fill("We are **here** for you.");
  await staff.getByRole("button", { name: "Save branding" }).click();
  await expect(staff.getByText("Branding saved. Your clients see it now.")).toBeVisible();

  await visitor.reload();
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(visitor).toHaveTitle(new RegExp(name));
  await expect(visitor.locator("strong")).toHaveText("here");
  await expect.poll(() => variable(visitor, "--brand-primary")).toBe("#0f766e");
  expect(before).not.toBe("#0f766e");
});

test("a colour that is hard to read is told, and the suggestion is not", async ({ openAs }) => {
  const staff = await editor(await openAs(admin));
  await staff.getByRole("textbox", { name: "Primary color" }).fill("#ffd400");
  await staff.keyboard.press("Escape");
  await expect(staff.getByText(/Contrast 1\.\d:1, hard to read/)).toBeVisible();
  await staff.getByRole("button", { name: /^Use suggestion #/ }).click();
  await expect(staff.getByText(/Contrast 4\.\d:1, easy to read/).first()).toBeVisible();
  await expect(staff.getByText("hard to read")).toHaveCount(0);
});

test("sec_09_custom_css_is_confined_and_what_is_left_out_is_named", async ({ openAs, page }) => {
  const staff = await editor(await openAs(admin));
  await staff.getByRole("textbox", { name: "Custom CSS" }).fill("@import url(//evil.example/x.css);\nh1 { letter-spacing: 3px; position: fixed }\nbody { background: url(https://evil.example/x) }");
  await expect(staff.getByText(/parts are left out:/)).toBeVisible();
  await expect(staff.getByText("@import is not allowed.")).toBeVisible();
  await staff.getByRole("button", { name: "Save branding" }).click();
  await expect(staff.getByText("Branding saved.", { exact: false })).toBeVisible();
  await expect(heading(staff), "staff pages stay as they are").not.toHaveCSS("letter-spacing", "3px");

  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/portal/login?tenant=${tenant.slug}`);
  await expect(page.locator("h1")).toHaveCSS("letter-spacing", "3px");
  await expect(page.locator("h1")).toHaveCSS("position", "static");
  expect(asked.filter((url) => url.includes("evil"))).toEqual([]);
});

test("a logo is shown on the login page, and a hostile drawing loses its script", async ({ openAs, page, complaints }) => {
  const staff = await editor(await openAs(admin));
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="alert(1)"><script>alert(2)</script><rect width="40" height="20" fill="#0f766e" onclick="alert(3)"/></svg>`;
  await staff.locator("input[type=file]").first().setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(hostile) });
  await expect(staff.getByRole("img", { name: "Current logo" })).toBeVisible();

  await page.goto(`/portal/login?tenant=${tenant.slug}`);
  const logo = page.locator("img").first();
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const address = await logo.getAttribute("src");
  // Opened by itself, its policy refuses every script, the test's own included.
  complaints.expect(/Blocked script execution in '\S+\/branding\/assets\//);
  await page.goto(address ?? "");
  expect(await page.content()).not.toMatch(/script|onload|onclick/i);

  complaints.expect(/status of 415/);
  await staff.locator("input[type=file]").first().setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: Buffer.from("<html><script>alert(1)</script>") });
  await expect(staff.getByText(/PNG, JPEG, WebP or SVG picture|isn't accepted/)).toBeVisible();
});

test("two admins at once: nobody's work is lost", async ({ openAs, complaints }) => {
  complaints.expect(/status of 412/);
  const [one, two] = [await editor(await openAs(admin)), await editor(await openAs(admin))];
  const name = `First here ${unique()}`;
  await one.getByRole("textbox", { name: "Portal name" }).fill(name);
  await one.getByRole("button", { name: "Save branding" }).click();
  await expect(one.getByText("Branding saved.", { exact: false })).toBeVisible();

  await two.getByRole("textbox", { name: "Portal name" }).fill("Second here");
  await two.getByRole("textbox", { name: "Support email" }).fill("help@harbour.example");
  await two.getByRole("button", { name: "Save branding" }).click();
  const dialog = two.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(dialog).toContainText(name);
  await expect(dialog).toContainText("Second here");
  await dialog.getByRole("group", { name: "Portal name" }).getByRole("radio", { name: /Their version/ }).check();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await expect(two.getByText("Branding saved.", { exact: false })).toBeVisible();
  const { body } = await admin.get<{ portal_name: string; support_email: string }>("/api/manage/branding");
  expect([body.portal_name, body.support_email]).toEqual([name, "help@harbour.example"]);
});

test("leaving with unsaved changes is asked first", async ({ openAs }) => {
  const staff = await editor(await openAs(admin));
  await staff.getByRole("textbox", { name: "Portal name" }).fill("Not saved");
  await staff.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Tickets" }).click();
  const dialog = staff.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(staff.getByRole("textbox", { name: "Portal name" })).toHaveValue("Not saved");
});

test("a technician reads the branding and cannot change it", async ({ staffPage }) => {
  await editor(staffPage);
  await expect(staffPage.getByText("Your role can read this but not change it.")).toBeVisible();
  await expect(staffPage.getByRole("textbox", { name: "Portal name" })).toBeDisabled();
  await expect(staffPage.getByRole("button", { name: "Save branding" })).toHaveCount(0);
});

test("a signed-in client wears the new look on the next page load", async ({ openAs }) => {
  const company = await newCompany(admin);
  const person = await newUser(admin, company);
  const client = await openAs(await Api.signIn(tenant.slug, person));
  await client.goto("/portal/dashboard");
  await expect(heading(client)).toBeVisible();
  const { body } = await admin.get<Record<string, unknown> & { version: number }>("/api/manage/branding");
  const keep = ["portal_name", "accent_color", "welcome_text", "support_email", "support_phone", "custom_css", "show_powered_by"] as const;
  const update = { ...Object.fromEntries(keep.map((field) => [field, body[field]])), primary_color: "#1d4ed8" };
  await admin.put("/api/manage/branding", update, { "if-match": `"${body.version}"` });
  await client.reload();
  await expect.poll(() => variable(client, "--brand-primary")).toBe("#1d4ed8");
});
