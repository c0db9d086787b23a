import { newCompany, unique } from "../lib/data";
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
