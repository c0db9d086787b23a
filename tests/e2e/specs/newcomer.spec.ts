import { mailedLink } from "../lib/mail";
import { fillTicket, heading, submitTicket } from "../lib/pages";
import { newTenant } from "../lib/tenant";
import { expect, test } from "../lib/test";

// The same steps as docs/first-steps.md.
test("an empty portal becomes one that a client uses, with nobody's help @main", async ({ browser, complaints }) => {
  test.setTimeout(120_000);
  const tenant = await newTenant();
  const open = async () => {
    const page = await (await browser.newContext()).newPage();
    complaints.listen(page);
    return page;
  };

  // The first admin joins and finds out what is to be done.
  const staff = await open();
  await staff.goto(await mailedLink(tenant.admin.email, "/portal/register"));
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Welcome, Dana Cobalt");
  await staff.getByRole("textbox", { name: "New password" }).fill("ten blue herons wade");
  await staff.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(heading(staff)).toHaveText("Overview");
  const setup = staff.getByRole("region", { name: "Setup" });
  const step = (name: string) => setup.getByRole("listitem").filter({ hasText: name });
  await expect(step("Make the portal look like yours")).toContainText("to do");

  // Branding.
  await setup.getByRole("link", { name: "Make the portal look like yours" }).click();
  await expect(heading(staff)).toHaveText("Branding");
  await staff.getByRole("textbox", { name: "Portal name" }).fill("Cobalt Support");
  await staff.getByRole("textbox", { name: "Primary color" }).fill("#0f766e");
  await staff.keyboard.press("Escape");
  await staff.getByRole("button", { name: "Save branding" }).click();
  await expect(staff.getByText("Branding saved. Your clients see it now.")).toBeVisible();

  // The first company.
  await staff.goto("/admin");
  await expect(step("Make the portal look like yours")).toContainText("done");
  await setup.getByRole("link", { name: "Add your first client company" }).click();
  await staff.getByRole("main").getByRole("button", { name: "Add company" }).first().click();
  const company = staff.getByRole("dialog");
  await company.getByRole("textbox", { name: "Company name" }).fill("Harbour Law");
  await company.getByRole("button", { name: "Add company" }).click();
  await expect(heading(staff)).toHaveText("Harbour Law");

  // The first client, by invitation.
  await staff.getByRole("button", { name: "Add user" }).first().click();
  const person = staff.getByRole("dialog");
  const email = `noor.${tenant.slug}@harbour.example`;
  await person.getByRole("textbox", { name: "Name", exact: true }).fill("Noor Haddad");
  await person.getByRole("textbox", { name: "Email" }).fill(email);
  await person.getByRole("button", { name: "Send invitation" }).click();
  await expect(staff.getByText("Noor Haddad is invited.")).toBeVisible();

  // The client finds the mail, sets a password, and needs help.
  const client = await open();
  await client.goto(await mailedLink(email, "/portal/register"));
  await expect(client.getByRole("heading", { level: 1 })).toHaveText("Welcome, Noor Haddad");
  await expect(client).toHaveTitle(/Cobalt Support/);
  await client.getByRole("textbox", { name: "New password" }).fill("nine white swans drift");
  await client.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(heading(client)).toHaveText("Hello, Noor");
  await client.getByRole("main").getByRole("link", { name: "Submit a ticket" }).click();
  await fillTicket(client, "The scanner hums");
  await submitTicket(client);
  await expect(client.getByRole("heading", { level: 1 })).toHaveText("The scanner hums");

  // Staff hear of it, answer, and the answer is mailed.
  await staff.goto(await mailedLink(tenant.admin.email, "/admin/tickets/"));
  await expect(staff.getByRole("heading", { level: 1 })).toContainText("The scanner hums");
  await staff.getByRole("textbox", { name: /Reply/ }).fill("We'll take a look at once.");
  await staff.getByRole("button", { name: "Send reply" }).click();
  await expect(client.getByText("We'll take a look at once.")).toBeVisible();
  await staff.goto("/admin");
  await expect(step("Add your first client company")).toContainText("done");
  await expect(step("Add users to it")).toContainText("done");
  for (const page of [staff, client]) await page.context().close();
});
