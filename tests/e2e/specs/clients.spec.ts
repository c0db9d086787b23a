import { unique } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

test("an admin adds a company and a person who can then sign in @main", async ({ adminPage, page, msp, complaints }) => {
  // The dashboard is asked for while the page is on its way, and waits for the person's own password.
  complaints.expect(/status of 403/);
  const company = `Ferry Works ${unique()}`;
  const email = `lou.${unique()}@ferry.example`;
  await adminPage.goto("/admin/clients");
  await adminPage.getByRole("main").getByRole("button", { name: "Add company" }).first().click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Company name" }).fill(company);
  await dialog.getByRole("button", { name: "Add company" }).click();
  await expect(heading(adminPage)).toHaveText(company);

  await adminPage.getByRole("button", { name: "Add user" }).first().click();
  const form = adminPage.getByRole("dialog");
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("Lou Ferry");
  await form.getByRole("textbox", { name: "Email" }).fill(email);
  await form.getByText("Set a password").click();
  await form.getByRole("textbox", { name: "Password" }).fill("seven quiet ferries home");
  await form.getByRole("button", { name: "Add user" }).click();
  await expect(adminPage.getByText("Lou Ferry can now sign in.")).toBeVisible();

  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill("seven quiet ferries home");
  await page.getByRole("button", { name: "Sign in" }).click();
  // Whoever chose the first password must not know the next one.
  await page.getByRole("textbox", { name: "Password you were given" }).fill("seven quiet ferries home");
  await page.getByRole("textbox", { name: "New password" }).fill("eight loud ferries out");
  await page.getByRole("button", { name: "Change password and continue" }).click();
  await expect(heading(page)).toHaveText("Hello, Lou");
  await expect(page.getByRole("heading", { name: "All quiet" })).toBeVisible();
});
