import { Api } from "../lib/api";
import { newCompany, unique } from "../lib/data";
import { caught, mailedLink } from "../lib/mail";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

test("an email that staff enter waits until its owner confirms it, and the old address is told @main", async ({ client, clientPage, adminPage, msp, complaints }) => {
  complaints.expect(/status of (401|409)/);
  const { person } = client;
  const email = `robin.new.${unique()}@quill.example`;
  await adminPage.goto(`/admin/users/${person.id}`);
  await adminPage.getByRole("textbox", { name: "Email" }).fill(email);
  await adminPage.getByRole("button", { name: "Save" }).click();
  const waiting = adminPage.getByRole("region", { name: "Email change pending" });
  await expect(waiting).toContainText(email);
  const first = await mailedLink(email, "/portal/confirm-email");
  await expect.poll(async () => (await caught(person.email)).map((mail) => mail.subject)).toContain("A new email address for your account");

  await waiting.getByRole("button", { name: "Send the link again" }).click();
  await expect(adminPage.getByText(`We sent the link to ${email}.`)).toBeVisible();
  const link = await mailedLink(email, "/portal/confirm-email", first);

  // Whoever has the mailbox alone is sent to sign in; the person is signed in.
  await clientPage.goto(first);
  await clientPage.getByRole("button", { name: "Confirm this address" }).click();
  await expect(heading(clientPage)).toHaveText("This address was not confirmed");
  await clientPage.goto(link);
  await expect(clientPage.getByText(`you will sign in with ${email} instead of ${person.email}`)).toBeVisible();
  await clientPage.getByRole("button", { name: "Confirm this address" }).click();
  await expect(heading(clientPage)).toHaveText("Your email is changed");
  await clientPage.getByRole("link", { name: "Open the portal" }).click();
  await expect(clientPage).toHaveURL(/\/portal\/dashboard$/);
  await adminPage.reload();
  await expect(adminPage.getByRole("textbox", { name: "Email" })).toHaveValue(email);
  await expect(waiting).toBeHidden();
  await Api.signIn(msp.slug, { email, password: person.password });
});

test("whoever opens the link without a session signs in first and comes back to it", async ({ client, admin, page, complaints }) => {
  complaints.expect(/status of 401/);
  const { person } = client;
  const email = `robin.new.${unique()}@quill.example`;
  const read = await admin.get<{ version: number }>(`/api/manage/users/${person.id}`);
  await admin.patch(`/api/manage/users/${person.id}`, { email }, { "if-match": `"${read.body.version}"` });
  await page.goto(await mailedLink(email, "/portal/confirm-email"));
  await expect(page.getByText("Sign in with your current address first.")).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Confirm this address" }).click();
  await expect(heading(page)).toHaveText("Your email is changed");
});

test("the old address objects, and everything is as before @main", async ({ client, admin, page, complaints }) => {
  complaints.expect(/status of (401|409)/);
  const { person } = client;
  const email = `mine.${unique()}@quill.example`;
  const read = await admin.get<{ version: number }>(`/api/manage/users/${person.id}`);
  await admin.patch(`/api/manage/users/${person.id}`, { email }, { "if-match": `"${read.body.version}"` });
  const link = await mailedLink(person.email, "/portal/object-email");
  await page.goto(link);
  await expect(heading(page)).toHaveText("Didn't request this?");
  await page.getByRole("button", { name: "Undo the change" }).click();
  await expect(heading(page)).toHaveText("Email change canceled");
  const after = await admin.get<{ email: string; pending_email?: unknown }>(`/api/manage/users/${person.id}`);
  expect([after.body.email, after.body.pending_email]).toEqual([person.email, undefined]);
  await page.goto(link);
  await page.getByRole("button", { name: "Undo the change" }).click();
  await expect(heading(page)).toHaveText("There is nothing to undo");
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
});

test("a person asks for another email in the profile, with the password, and may keep the old one", async ({ client, clientPage: page, complaints }) => {
  complaints.expect(/status of 422/);
  const email = `robin.own.${unique()}@quill.example`;
  await page.goto("/portal/profile");
  const card = page.getByRole("region", { name: "Your email" });
  await expect(card).toContainText(client.person.email);
  await card.getByRole("textbox", { name: "New email" }).fill(email);
  await card.getByRole("textbox", { name: "Current password" }).fill("not the password");
  await card.getByRole("button", { name: "Send the link" }).click();
  await expect(card.getByText("This is not your current password.").first()).toBeVisible();
  await expect(card.getByRole("textbox", { name: "New email" })).toHaveValue(email);
  await card.getByRole("textbox", { name: "Current password" }).fill(client.person.password);
  await card.getByRole("button", { name: "Send the link" }).click();
  await expect(card.getByText(`${email} is waiting for confirmation`)).toBeVisible();
  await mailedLink(email, "/portal/confirm-email");
  await card.getByRole("button", { name: "Keep the old address" }).click();
  await expect(card.getByText(`${email} is waiting for confirmation`)).toBeHidden();
});

test("a password that staff chose is changed first, and signs only after a proof by mail @main", async ({ admin, msp, page, complaints }) => {
  complaints.expect(/status of (401|403|422)/);
  const company = await newCompany(admin);
  const person = { name: "Dana Given", email: `dana.${unique()}@quill.example`, role: "user", password: "three tin kettles whistle" };
  await admin.post(`/api/manage/companies/${company.id}/users`, person);
  const policy = {
    title: `Rules ${unique()}`, issuer: "Northwind", shown_to: { all: false, companies: [company.id] }, sections: [{ heading: "", body: "Be good." }],
    requires_scroll_to_end: false, requires_acknowledgement: false, requires_typed_name: false,
  };
  const path = "/api/manage/documents/policies";
  const made = (await admin.post<{ id: string; version: number }>(path, policy)).body;
  await admin.post(`${path}/${made.id}/publish`, undefined, { "if-match": `"${made.version}"` });

  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page)).toHaveText("Choose your own password");
  // Another page leads back here.
  await page.goto("/portal/tickets");
  await expect(heading(page)).toHaveText("Choose your own password");
  await page.getByRole("textbox", { name: "Password you were given" }).fill(person.password);
  await page.getByRole("textbox", { name: "New password" }).fill(person.password);
  await page.getByRole("button", { name: "Change password and continue" }).click();
  await expect(page.getByText("Choose a password that differs from the current one.")).toBeVisible();
  await page.getByRole("textbox", { name: "New password" }).fill("seven green bottles");
  await page.getByRole("button", { name: "Change password and continue" }).click();
  await expect(page).toHaveURL(/\/portal\/tickets/);

  await page.goto(`/portal/documents/${made.id}`);
  await expect(page.getByRole("heading", { name: "Confirm that this account is yours" })).toBeVisible();
  await page.getByRole("button", { name: `Send the link to ${person.email}` }).click();
  await expect(page.getByText(`A link is on its way to ${person.email}.`)).toBeVisible();
  await page.goto(await mailedLink(person.email, "/portal/reset-password"));
  await page.getByRole("textbox", { name: "New password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(heading(page)).toHaveText("Your password is changed");
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill("eight brown bottles");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
  await page.goto(`/portal/documents/${made.id}`);
  await expect(page.getByRole("heading", { name: "Confirm that this account is yours" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Continue" })).toBeVisible();
});
