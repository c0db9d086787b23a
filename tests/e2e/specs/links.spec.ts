import type { Page } from "@playwright/test";
import { expect, test } from "../lib/test";

/** The server as it would answer about a link. */
async function linkIs(page: Page, answer: object): Promise<void> {
  await page.route("**/api/auth/link", (route) => route.fulfill({ json: answer }));
}

const ready = { state: "ready", name: "Ida Invited", email: "ida@quill.example" };

test("every end of an invitation has its page", async ({ page, msp }) => {
  for (const [state, title, action] of [
    ["expired", "This invitation has expired", "Send me a new invitation"],
    ["used", "This invitation has already been used", "Send me a new invitation"],
    ["replaced", "There is a newer invitation", "Send me a new invitation"],
    ["joined", "You have already joined", "Sign in"],
    ["suspended", "This portal is suspended", null],
    ["closed", "This invitation doesn't work", null],
    ["unknown", "This invitation doesn't work", null],
  ] as const) {
    await linkIs(page, { state });
    await page.goto(`/portal/register?invite=x&tenant=${msp.slug}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    if (action === "Sign in") await expect(page.getByRole("link", { name: action })).toHaveAttribute("href", `/portal/login?tenant=${msp.slug}&choose=1`);
    else if (action) await expect(page.getByRole("button", { name: action })).toBeVisible();
    else await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
    await page.unroute("**/api/auth/link");
  }
});

test("a new invitation is asked for once and the answer tells nothing", async ({ page, msp }) => {
  await linkIs(page, { state: "expired" });
  await page.goto(`/portal/register?invite=x&tenant=${msp.slug}`);
  const asked = page.waitForResponse("**/api/auth/invitation/renew");
  await page.getByRole("button", { name: "Send me a new invitation" }).click();
  expect((await asked).status()).toBe(202);
  await expect(page.getByText("If you can still join, a new invitation is on its way to your address.")).toBeVisible();
});

test("every end of a link for a new password has its page", async ({ page, msp }) => {
  for (const [state, title] of [
    ["expired", "This link has expired"],
    ["used", "This link has already been used"],
    ["replaced", "There is a newer link"],
    ["closed", "This account can't sign in"],
    ["suspended", "This portal is suspended"],
    ["unknown", "This link doesn't work"],
  ] as const) {
    await linkIs(page, { state });
    await page.goto(`/portal/reset-password?token=x&tenant=${msp.slug}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    if (state !== "closed" && state !== "suspended") {
      await expect(page.getByRole("link", { name: "Send me another link" })).toHaveAttribute("href", `/portal/forgot-password?tenant=${msp.slug}`);
    }
    await page.unroute("**/api/auth/link");
  }
});

test("a weak password is named at its field, and what was typed stays when the network goes", async ({ page, msp, complaints }) => {
  complaints.expect(/status of 422|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await linkIs(page, ready);
  await page.goto(`/portal/register?invite=x&tenant=${msp.slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Welcome, Ida Invited");
  const field = page.getByRole("textbox", { name: "New password" });
  await field.fill("too short");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page.getByText("Use at least 12 characters.", { exact: true })).toBeVisible();
  await expect(field).toBeFocused();

  await page.route("**/api/auth/register", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify({ code: "VALIDATION_ERROR", errors: { password: "Leave the portal's name out of the password." } }) }));
  await field.fill("northwind it support");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page.getByText("Leave the portal's name out of the password.")).toBeVisible();
  await page.unroute("**/api/auth/register");

  await page.context().setOffline(true);
  await field.fill("seven green bottles");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("No connection to the portal. Check your network and try again.");
  await expect(field).toHaveValue("seven green bottles");
  await page.context().setOffline(false);
});

test("a link that ends while its page is open says so", async ({ page, msp, complaints }) => {
  complaints.expect(/status of 404/);
  await linkIs(page, ready);
  await page.goto(`/portal/reset-password?token=x&tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "New password" }).fill("seven green bottles");
  await page.unroute("**/api/auth/link");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link doesn't work");
});

test("asking for a new password answers the same for everybody", async ({ page, msp, client }) => {
  for (const email of [client.person.email, "nobody.at.all@quill.example"]) {
    await page.goto(`/portal/login?tenant=${msp.slug}`);
    await page.getByRole("link", { name: "Forgot password?" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Forgot your password?");
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("alert")).toHaveText("Enter your email address.");
    await page.getByRole("textbox", { name: "Email" }).fill(email);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your email");
    await expect(page.getByText(`If ${email} can sign in here, a link is on its way.`)).toBeVisible();
  }
});
