import { newUser } from "../lib/data";
import { loginOf, tenantOf } from "../lib/demo";
import { heading } from "../lib/pages";
import { demo, expect, test } from "../lib/test";

test("a client signs in, lands on the dashboard and signs out @main", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email.toUpperCase());
  await page.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
  await expect(heading(page)).toHaveText("Hello, Robin");

  await page.getByRole("button", { name: "Account: Robin Quill" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.goto("/portal/tickets");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

test("staff sign in on the same page and land in the admin panel @main", async ({ page, msp }) => {
  const technician = loginOf(msp, "technician");
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(technician.email);
  await page.getByRole("textbox", { name: "Password" }).fill(technician.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin$/);
  await expect(heading(page)).toHaveText("Overview");
});

test("a page that was asked for comes after signing in", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.goto("/portal/tickets/new");
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page)).toHaveText("New ticket");
});

test("a wrong password says one sentence, keeps the email and goes back to the password", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not my password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("That email and password don't match. Check both and try again.");
  await expect(page.getByRole("textbox", { name: "Password" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(client.person.email);
});

test("the sixth failure in a row is told to wait, also with the right password", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of (?:401|429)/);
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await page.getByRole("textbox", { name: "Password" }).fill(`wrong password ${attempt}`);
    const answered = page.waitForResponse("**/api/auth/login");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect((await answered).status()).toBe(401);
    await expect(page.getByRole("alert")).toHaveText(/email and password don't match/);
  }
  await page.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(/Too many attempts\. Try again in/);
});

test("a locked client is seen by staff, unlocked, and signs in; their own browser was never locked @main", async ({ page, msp, client, adminPage, complaints }) => {
  complaints.expect(/status of (?:401|429)/);
  const signIn = async (password: string) => {
    await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    const answered = page.waitForResponse("**/api/auth/login");
    await page.getByRole("button", { name: "Sign in" }).click();
    return (await answered).status();
  };
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await signIn(`wrong password ${attempt}`)).toBe(401);
  expect(await signIn(client.person.password)).toBe(429);

  await adminPage.goto("/admin/settings?part=locks");
  const row = adminPage.getByRole("row", { name: new RegExp(client.person.name) }).filter({ hasText: "127.0.0.1" });
  await expect(row.first()).toContainText("passwords from 127.0.0.1");
  await adminPage.goto(`/admin/users/${client.person.id}`);
  const notice = adminPage.getByRole("alert").filter({ hasText: "Password sign-in is locked for now" });
  await expect(notice).toContainText("passwords from 127.0.0.1");
  await notice.getByRole("button", { name: "Unlock sign-in" }).click();
  await expect(adminPage.getByText(`${client.person.name} can sign in again.`)).toBeVisible();
  await expect(notice).toHaveCount(0);
  expect(await signIn(client.person.password)).toBe(200);
  await expect(page).toHaveURL(/\/portal\/dashboard$/);

  // Somebody else guesses, from the same network: this browser is known by now, another is not.
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const refused = await fetch(`${demo.address}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: demo.address },
      body: JSON.stringify({ tenant: msp.slug, email: client.person.email, password: "wrong" }),
    });
    expect(refused.status).toBe(attempt < 5 ? 401 : 429);
  }
  await page.getByRole("button", { name: `Account: ${client.person.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  expect(await signIn(client.person.password)).toBe(200);
});

test("an unknown portal is not found and nobody's name is shown", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  await page.goto("/portal/login?tenant=nobody-here");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Portal not found");
  await expect(page.getByRole("button", { name: "Sign in" })).toHaveCount(0);
});

test("without a tenant the page asks which portal and leads to it", async ({ page, msp, complaints }) => {
  complaints.expect(/status of 404/);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Which portal?");
  await page.getByRole("textbox", { name: "Portal name" }).fill("no such name!");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("A portal name starts with a letter")).toBeVisible();
  await page.getByRole("textbox", { name: "Portal name" }).fill(msp.slug);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();

  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in" }), "the portal is remembered").toBeVisible();
});

test("the first answer already carries the tenant's name and colours", async ({ request, msp }) => {
  const branding = (await (await request.get(`/api/portal/branding?tenant=${msp.slug}`)).json()) as { portal_name: string; theme_url: string };
  const html = await (await request.get(`/portal/login?tenant=${msp.slug}`)).text();
  expect(html).toContain(`<title>${branding.portal_name}</title>`);
  expect(html).toContain(branding.theme_url.replace("&", "&amp;"));
  const theme = await request.get(branding.theme_url);
  expect(theme.headers()["cache-control"]).toContain("immutable");
  expect(await theme.text()).toContain("--brand-primary:");
});

test("another tenant in the address never changes whose portal this is", async ({ clientPage, client }) => {
  const title = clientPage.getByRole("region", { name: "Menu" }).getByRole("link").first();
  await clientPage.goto("/portal/dashboard");
  await expect(heading(clientPage)).toHaveText("Hello, Robin");
  const own = await title.textContent();
  await clientPage.goto(`/portal/dashboard?tenant=${tenantOf("mission").slug}`);
  await expect(heading(clientPage)).toHaveText("Hello, Robin");
  await expect(title).toHaveText(own ?? "");
  await expect(clientPage.getByRole("button", { name: `Account: ${client.person.name}` })).toContainText(client.company.name);
});

test("a client has no way into the admin panel", async ({ clientPage }) => {
  await clientPage.goto("/admin/tickets");
  await expect(clientPage.getByRole("heading", { name: "Not for your account" })).toBeVisible();
});

test("a company admin sees the company's tickets, a colleague only their own", async ({ admin, client, openAs, msp }) => {
  const { Api } = await import("../lib/api");
  const { newTicket } = await import("../lib/data");
  const ticket = await newTicket(client.api);
  const boss = await newUser(admin, client.company, { name: "Toni Quill", role: "company_admin" });
  const colleague = await newUser(admin, client.company, { name: "Kim Quill" });
  const bossPage = await openAs(await Api.signIn(msp.slug, boss));
  await bossPage.goto("/portal/tickets");
  await expect(bossPage.getByRole("link", { name: ticket.subject })).toBeVisible();
  const other = await openAs(await Api.signIn(msp.slug, colleague));
  await other.goto("/portal/tickets");
  await expect(other.getByRole("heading", { name: "No tickets yet" })).toBeVisible();
});
