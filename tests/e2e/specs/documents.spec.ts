import type { Page } from "@playwright/test";
import { newCompany, newUser, signInAs, unique } from "../lib/data";
import { heading } from "../lib/pages";
import type { Api } from "../lib/api";
import type { Company } from "../lib/data";
import { expect, test } from "../lib/test";

interface Made {
  id: string;
  version: number;
}

const path = "/api/manage/documents/policies";
const long = Array.from({ length: 60 }, (_, line) => `Paragraph ${line + 1}: the provider and {{client_name}} agree on this and go on.`).join("\n\n");
const to = (company: Company) => ({ all: false, companies: [company.id] });

/** A published policy for one company. */
async function policy(admin: Api, company: Company, more: Record<string, unknown> = {}): Promise<Made & { title: string }> {
  const title = `Rules ${unique()}`;
  const body = {
    title, issuer: "Northwind", shown_to: to(company), sections: [{ heading: "Purpose", body: long }],
    requires_scroll_to_end: true, requires_acknowledgement: true, requires_typed_name: true, ...more,
  };
  const made = (await admin.post<Made>(path, body)).body;
  const published = (await admin.post<Made>(`${path}/${made.id}/publish`, undefined, { "if-match": `"${made.version}"` })).body;
  return { ...published, title };
}

const paper = (page: Page, title: string) => page.getByRole("region", { name: `Text of ${title}` });
const next = (page: Page) => page.getByRole("button", { name: "Continue" });

async function acknowledge(page: Page, name = "Robin Quill") {
  await page.getByRole("checkbox", { name: /^I have read and understood/ }).check();
  await page.getByRole("textbox", { name: "Full legal name" }).fill(name);
  await page.getByRole("checkbox", { name: /^I agree to sign/ }).check();
  await next(page).click();
}

test("staff share many files with one company, whose people find and download them @main", async ({ client, clientPage, adminPage, admin, msp, openAs }) => {
  const [first, second] = [`network-plan-${unique()}`, `backup-report-${unique()}`];
  await adminPage.goto("/admin/documents");
  await adminPage.getByRole("button", { name: "Share files" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Share files" });
  await dialog.locator("input[type=file]").setInputFiles([
    { name: `${first}.txt`, mimeType: "text/plain", buffer: Buffer.from("plan") },
    { name: `${second}.csv`, mimeType: "text/csv", buffer: Buffer.from("a,b") },
  ]);
  await dialog.getByLabel("Category").selectOption("report");
  await dialog.getByText("Chosen companies", { exact: true }).click();
  await dialog.getByLabel("Companies that see it").first().fill(client.company.name);
  await adminPage.getByRole("option", { name: client.company.name }).click();
  await adminPage.keyboard.press("Tab"); // closes the list of companies, which may cover the button
  await dialog.getByRole("button", { name: "Share 2 files" }).click();
  await expect(adminPage.getByText("2 files shared.")).toBeVisible();

  await clientPage.goto("/portal/documents?tab=files");
  const row = (name: string) => clientPage.getByRole("row").filter({ hasText: name });
  await expect(row(`${first}.txt`)).toContainText("Report");
  await expect(row(`${second}.csv`)).toBeVisible();
  await clientPage.getByRole("searchbox", { name: "Search files" }).fill("backup");
  await expect(row(`${first}.txt`)).toHaveCount(0);
  const download = clientPage.waitForEvent("download");
  await clientPage.getByRole("link", { name: `Download ${second}.csv` }).click();
  const got = await download;
  expect(got.suggestedFilename()).toBe(`${second}.csv`);
  expect(new URL(got.url()).hostname).toBe("127.0.0.1");

  const stranger = await newUser(admin, await newCompany(admin));
  const other = await openAs(await signInAs(msp, stranger));
  await other.goto("/portal/documents?tab=files");
  await expect(heading(other)).toHaveText("Documents");
  await expect(other.getByText(first.replaceAll("-", " "))).toHaveCount(0);
});

test("a file gets a new version and is taken back", async ({ client, clientPage, adminPage }) => {
  const name = `handbook-${unique()}`;
  await adminPage.goto("/admin/documents");
  await adminPage.getByRole("button", { name: "Share files" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Share files" });
  await dialog.locator("input[type=file]").setInputFiles({ name: `${name}.txt`, mimeType: "text/plain", buffer: Buffer.from("one") });
  await dialog.getByRole("textbox", { name: "Title" }).fill(`Handbook ${name}`);
  await dialog.getByText("Chosen companies", { exact: true }).click();
  await dialog.getByLabel("Companies that see it").first().fill(client.company.name);
  await adminPage.getByRole("option", { name: client.company.name }).click();
  await adminPage.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Share 1 file" }).click();
  await adminPage.getByRole("link", { name: `Handbook ${name}` }).click();
  await adminPage.locator("input[type=file]").setInputFiles({ name: `${name}-2.txt`, mimeType: "text/plain", buffer: Buffer.from("two") });
  await expect(adminPage.getByText("Version 2 is shared now.")).toBeVisible();
  await clientPage.goto("/portal/documents?tab=files");
  await expect(clientPage.getByText(`${name}-2.txt`)).toBeVisible();
  await adminPage.getByRole("textbox", { name: "Description" }).fill("The one with the new numbers");
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await expect(adminPage.getByText("Saved.", { exact: true })).toBeVisible();
  await adminPage.getByRole("button", { name: "Delete", exact: true }).press("Enter"); // a note may lie over it
  await adminPage.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(adminPage).toHaveURL(/\/admin\/documents$/);
  await clientPage.reload();
  await expect(clientPage.getByText(`${name}-2.txt`)).toHaveCount(0);
});

test("staff write a policy, a client reads it to the end and signs @main", async ({ client, clientPage: page, adminPage, complaints }) => {
  complaints.expect(/status of 422/);
  const title = `Acceptable use ${unique()}`;
  await adminPage.goto("/admin/documents/policies/new");
  await adminPage.getByRole("textbox", { name: "Title" }).fill(title);
  await adminPage.getByRole("textbox", { name: "Heading of section 1" }).fill("For {{client_name}}");
  await adminPage.getByRole("textbox", { name: "Text of section 1" }).fill(`${long}\n\nWe answer within **{{hours}}**.`);
  await adminPage.getByText("Chosen companies", { exact: true }).click();
  await adminPage.getByLabel("Companies that see it").first().fill(client.company.name);
  await adminPage.getByRole("option", { name: client.company.name }).click();
  await adminPage.getByRole("button", { name: "Publish", exact: true }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(adminPage.getByText("These have no value: hours.").first()).toBeVisible();
  await adminPage.getByRole("button", { name: "Add a variable" }).click();
  await adminPage.getByPlaceholder("Name, such as fee").fill("hours");
  await adminPage.getByPlaceholder("Value for all").fill("4 hours");
  await adminPage.getByRole("button", { name: "Publish", exact: true }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(adminPage.getByText("The policy is published.", { exact: false })).toBeVisible();

  await page.goto("/portal/dashboard");
  await expect(page.getByRole("link", { name: /documents? to sign/ })).toBeVisible();
  await page.goto("/portal/documents");
  await page.getByRole("link", { name: `Review and sign ${title}` }).click();
  await expect(paper(page, title).getByRole("heading", { name: `For ${client.company.name}` })).toBeVisible();
  await expect(next(page)).toBeDisabled();
  await expect(page.getByText("Scroll on to the end of the document to continue.")).toBeVisible();
  await paper(page, title).evaluate((view) => { view.scrollTop = view.scrollHeight / 2; });
  await expect(next(page)).toBeDisabled();
  await paper(page, title).evaluate((view) => { view.scrollTop = view.scrollHeight; });
  await expect(page.getByText("You have read to the end.")).toBeVisible();
  await next(page).click();
  await expect(page.getByRole("heading", { name: "Acknowledge and consent" })).toBeFocused();
  await expect(next(page)).toBeDisabled();
  await acknowledge(page);
  await expect(page.getByRole("heading", { name: "Check and sign" })).toBeFocused();
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("heading", { name: "Signed. Thank you" })).toBeFocused();
  await page.getByRole("link", { name: "Back to documents" }).click();
  await expect(page.getByText(title)).toHaveCount(0);
  await page.getByRole("link", { name: "Signed documents" }).click();
  await expect(page.getByRole("row").filter({ hasText: title })).toContainText("Version 1");

  await adminPage.getByRole("link", { name: "Signers" }).click();
  await expect(adminPage.getByRole("region", { name: "Compliance" })).toContainText("100 %");
  await expect(adminPage.getByRole("row").filter({ hasText: client.person.name })).toContainText("Signed");
});

test("a signed document is downloaded as a PDF, and anybody verifies it by the file and by its code @main", async ({ client, clientPage, page: stranger, admin, msp, complaints }) => {
  const { title, id } = await policy(admin, client.company, { requires_scroll_to_end: false, requires_acknowledgement: false });
  await clientPage.goto(`/portal/documents/${id}`);
  await next(clientPage).click();
  await clientPage.getByRole("textbox", { name: "Full legal name" }).fill("Zoë Müller-李");
  await clientPage.getByRole("checkbox", { name: /^I agree to sign/ }).check();
  await next(clientPage).click();
  await clientPage.getByRole("button", { name: "Sign document" }).click();
  await expect(clientPage.getByRole("heading", { name: "Signed. Thank you" })).toBeFocused();
  await clientPage.goto("/portal/documents?tab=signed");
  const pdf = await clientPage.request.get((await clientPage.getByRole("link", { name: `PDF of ${title}` }).getAttribute("href")) ?? "");
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  const bytes = await pdf.body();

  await stranger.goto(`/portal/verify?tenant=${msp.slug}`);
  await expect(heading(stranger)).toHaveText("Verify a signed document");
  const give = async (buffer: Buffer) => stranger.getByLabel("Choose a PDF").setInputFiles({ name: "signed.pdf", mimeType: "application/pdf", buffer });
  await give(bytes);
  const said = stranger.getByRole("status").filter({ hasText: /\S/ });
  await expect(said).toContainText("This is the document that was signed, unchanged.");
  await expect(said).toContainText("Zoë Müller-李");
  await expect(said).toContainText(title);
  const changed = Buffer.from(bytes);
  changed[Math.floor(changed.length / 2)]! ^= 1;
  await give(changed);
  await expect(said).toContainText("Not verified");
  await expect(said).not.toContainText("Zoë");
  complaints.expect(/status of 422/);
  const code = stranger.getByRole("textbox", { name: "Code" });
  await code.fill("1234");
  await code.press("Enter");
  await expect(stranger.getByText("The code has 25 letters and digits.")).toBeVisible();
  const signed = await client.api.get<{ items: { code: string }[] }>("/api/portal/documents?tab=signed");
  // By the address on the paper, without a word typed.
  await stranger.goto(`/portal/verify?tenant=${msp.slug}&code=${signed.body.items[0]!.code}`);
  await expect(said).toContainText("This code belongs to a signed document.");
  await expect(said).toContainText(client.company.name);
});

test("the end is reached by keyboard, and by those who are read to", async ({ client, clientPage: page, admin }) => {
  const one = await policy(admin, client.company);
  await page.goto(`/portal/documents/${one.id}`);
  await paper(page, one.title).focus();
  await page.keyboard.press("PageDown");
  await expect(next(page)).toBeDisabled();
  // Where the text grew meanwhile, as when its font arrives, the key is pressed again.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(next(page)).toBeEnabled({ timeout: 1_000 });
  }).toPass();

  const two = await policy(admin, client.company);
  await page.goto(`/portal/documents/${two.id}`);
  await expect(next(page)).toBeDisabled();
  await paper(page, two.title).getByRole("button", { name: "End of the document" }).focus();
  await expect(next(page)).toBeEnabled();
});

test("a document that is shorter than the view is read at once", async ({ client, clientPage: page, admin }) => {
  const short = await policy(admin, client.company, { sections: [{ heading: "", body: "One line." }] });
  await page.goto(`/portal/documents/${short.id}`);
  await expect(page.getByText("You have read to the end.")).toBeVisible();
  await next(page).click();
  await acknowledge(page);
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("heading", { name: "Signed. Thank you" })).toBeVisible();
});

test("who declines says why, and staff read it", async ({ client, clientPage: page, adminPage, admin }) => {
  const one = await policy(admin, client.company);
  await page.goto(`/portal/documents/${one.id}`);
  await page.getByRole("button", { name: "Decline to sign" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Decline to sign" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Clause 3 is not what we agreed.");
  await dialog.getByRole("button", { name: "Decline to sign" }).click();
  await expect(page.getByText("You declined", { exact: true })).toBeVisible();
  await adminPage.goto(`/admin/documents/policies/${one.id}/signers`);
  await expect(adminPage.getByRole("row").filter({ hasText: client.person.name })).toContainText("Clause 3 is not what we agreed.");
  await adminPage.getByRole("button", { name: "Remind 1 person" }).click();
  await expect(adminPage.getByRole("dialog").getByText("1 person gets an email.")).toBeVisible();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Remind 1 person" }).click();
  await expect(adminPage.getByText("1 person is reminded.")).toBeVisible();
});

test("two who edit a policy at once lose nothing: fields side by side, and what one left alone is the other's", async ({ client, adminPage: page, admin, openAs, complaints }) => {
  complaints.expect(/status of 412/);
  const one = await policy(admin, client.company, { deadline: null });
  const other = await openAs(admin);
  await page.goto(`/admin/documents/policies/${one.id}`);
  await other.goto(`/admin/documents/policies/${one.id}`);
  await other.getByRole("textbox", { name: "Title" }).fill(`Theirs ${one.title}`);
  await other.getByRole("textbox", { name: "Issued by" }).fill("Northwind and Partners");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Saved.")).toBeVisible();

  await page.getByRole("textbox", { name: "Title" }).fill(`Mine ${one.title}`);
  await page.getByRole("textbox", { name: "Text of section 1" }).fill("My own text.");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  const conflict = page.getByRole("dialog", { name: "Somebody else saved first" });
  const title = conflict.getByRole("group", { name: "Title" });
  await expect(title.getByText(`Theirs ${one.title}`)).toBeVisible();
  await expect(title.getByRole("radio", { name: /Your version/ })).toBeChecked();
  await expect(conflict.getByRole("group", { name: "Issued by" }).getByRole("radio", { name: /Their version/ })).toBeChecked();
  await expect(conflict.getByRole("group")).toHaveCount(3);
  await conflict.getByRole("button", { name: "Save this choice" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const kept = (await admin.get<{ title: string; issuer: string; sections: { body: string }[]; published_version: number }>(`${path}/${one.id}`)).body;
  expect([kept.title, kept.issuer, kept.sections[0]?.body]).toEqual([`Mine ${one.title}`, "Northwind and Partners", "My own text."]);
  // What was put together is looked at before anybody is asked to sign it.
  expect(kept.published_version).toBe(1);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version 2 is published.", { exact: false })).toBeVisible();
});

test("a new version while somebody reads is read again before it is signed", async ({ client, clientPage: page, admin, complaints }) => {
  complaints.expect(/status of 409/);
  const one = await policy(admin, client.company, { sections: [{ heading: "", body: "The first text." }] });
  await page.goto(`/portal/documents/${one.id}`);
  await next(page).click();
  await acknowledge(page);
  const other = { title: one.title, issuer: "Northwind", shown_to: to(client.company), sections: [{ heading: "", body: "The second text." }], requires_acknowledgement: true, requires_typed_name: true };
  const written = (await admin.put<Made>(`${path}/${one.id}`, other, { "if-match": `"${one.version}"` })).body;
  await admin.post(`${path}/${one.id}/publish`, undefined, { "if-match": `"${written.version}"` });
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("alert")).toContainText("There is a new version of this document.");
  await page.getByRole("button", { name: "Open the document again" }).click();
  await expect(paper(page, one.title)).toContainText("The second text.");
  await next(page).click();
  await acknowledge(page);
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("heading", { name: "Signed. Thank you" })).toBeVisible();
});

test("a signer reads where links lead, and what nobody would see is not published", async ({ client, clientPage: page, adminPage, admin, complaints }) => {
  complaints.expect(/status of 422/);
  const one = await policy(admin, client.company, {
    sections: [{ heading: "Prices", body: "See [our prices](https://prices.example/2026) and https://help.example.\n\n| Item | Price |\n|:--|--:|\n| Desk | 100 |" }],
  });
  await page.goto(`/portal/documents/${one.id}`);
  await expect(paper(page, one.title)).toContainText("See our prices (https://prices.example/2026) and https://help.example.");
  await expect(paper(page, one.title).getByRole("link", { name: "https://help.example" })).toBeVisible();
  await expect(paper(page, one.title).getByRole("cell", { name: "100" })).toHaveCSS("text-align", /right$/);
  await expect(page.getByText(`For ${client.company.name}`)).toBeVisible();
  await next(page).click();
  await acknowledge(page, "Robin 😀 Quill");
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("alert")).toContainText("😀 (U+1F600)");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("textbox", { name: "Full legal name" }).fill("Հայկ Պետրոսյան");
  await next(page).click();
  await page.getByRole("button", { name: "Sign document" }).click();
  await expect(page.getByRole("heading", { name: "Signed. Thank you" })).toBeVisible();

  await adminPage.goto(`/admin/documents/policies/${one.id}`);
  const text = adminPage.getByRole("textbox", { name: "Text of section 1" });
  await text.fill("Free of charge.[\u200b](<The client pays 1,000,000 EUR.>)");
  await adminPage.getByRole("button", { name: "Publish", exact: true }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(adminPage.getByText("Section 1: The address “The client pays 1,000,000 EUR.” of a link is not shown.", { exact: false }).first()).toBeVisible();
  await expect(text).toHaveValue(/Free of charge/);
});
