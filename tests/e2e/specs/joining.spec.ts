import { newCompany, unique } from "../lib/data";
import { tenantOf } from "../lib/demo";
import { mailedLink } from "../lib/mail";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

test("an invitation leads to a password and into the portal, once @main", async ({ page, admin, msp, complaints }) => {
  // The last part signs in without a cookie: the page asks first whether the remembered session still lives.
  complaints.expect(/status of (401|409)/);
  const company = await newCompany(admin);
  const email = `ida.${unique()}@quill.example`;
  await admin.post(`/api/manage/companies/${company.id}/users`, { name: "Ida Invited", email, role: "user" });
  const link = await mailedLink(email, "/portal/register");
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Ida Invited");
  await page.getByRole("textbox", { name: "New password" }).fill("seven green bottles");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
  await expect(heading(page)).toHaveText("Hello, Ida");

  // Opened again in the session that it began, it goes on into the portal; without one it says what to do.
  await page.goto(link);
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
  await expect(heading(page)).toHaveText("Hello, Ida");
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have already joined");
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill("seven green bottles");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
});

test("a forgotten password is set anew by mail, and the old one is gone @main", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  await page.goto(`/portal/forgot-password?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.goto(await mailedLink(client.person.email, "/portal/reset-password"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set a new password");
  await page.getByRole("textbox", { name: "New password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your password is changed");

  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText(/email and password don't match/);
  await page.getByRole("textbox", { name: "Password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
});

test("a link for one person in a browser where another is signed in says so, and leads to no foreign account", async ({ clientPage: page, msp, client, admin, complaints }) => {
  complaints.expect(/status of (401|409)/);
  const company = await newCompany(admin);
  const email = `eva.${unique()}@quill.example`;
  await admin.post(`/api/manage/companies/${company.id}/users`, { name: "Eva Invited", email, role: "user" });
  const link = await mailedLink(email, "/portal/register");
  await page.goto("/portal/dashboard");
  await expect(heading(page)).toBeVisible();

  // Joining names who is signed in, and ends that session.
  const before = (await page.context().cookies()).find((cookie) => cookie.name === "portal_session");
  await page.goto(link);
  await expect(page.getByRole("status")).toContainText(`${client.person.name} is signed in on this browser`);
  const late = await page.context().newPage();
  await late.goto(link);
  await late.getByRole("textbox", { name: "New password" }).fill("nine yellow bottles");
  await page.getByRole("textbox", { name: "New password" }).fill("seven green bottles");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(heading(page)).toHaveText("Hello, Eva");
  const old = await page.request.get("/api/auth/session", { headers: { cookie: `portal_session=${before?.value ?? ""}` } });
  expect(old.status()).toBe(401);

  // The other tab's password came too late, and it says so.
  await late.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("You have already joined");
  await expect(late.getByText("The one that you typed here was not saved.")).toBeVisible();
  await late.getByRole("link", { name: "Go to the portal" }).click();
  await expect(heading(late)).toHaveText("Hello, Eva");
  await late.close();

  // A new password for somebody else does not lead into Eva's account.
  await page.goto(`/portal/forgot-password?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.goto(await mailedLink(client.person.email, "/portal/reset-password"));
  await page.getByRole("textbox", { name: "New password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("status")).toContainText("Eva Invited is signed in on this browser");
  await expect(page.getByRole("link", { name: "Continue as Eva Invited" })).toHaveAttribute("href", "/portal/dashboard");
  await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
  await page.getByRole("textbox", { name: "Password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page)).toHaveText(`Hello, ${client.person.name.split(" ")[0] ?? ""}`);
});

test("a link is opened in the portal that it belongs to, whatever its address says", async ({ page, msp, admin }) => {
  const mission = tenantOf("mission");
  const company = await newCompany(admin);
  const email = `fin.${unique()}@quill.example`;
  await admin.post(`/api/manage/companies/${company.id}/users`, { name: "Fin Invited", email, role: "user" });
  const link = new URL(await mailedLink(email, "/portal/register"), "http://localhost");
  for (const tenant of [mission.slug, null]) {
    if (tenant) link.searchParams.set("tenant", tenant);
    else link.searchParams.delete("tenant");
    await page.goto(`/portal/login?tenant=${mission.slug}`);
    await page.goto(`${link.pathname}${link.search}`);
    await expect(page).toHaveURL(new RegExp(`tenant=${msp.slug}`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Fin Invited");
    await expect(page.getByText("Riverside")).toHaveCount(0);
  }
});
