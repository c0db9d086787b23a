import { randomUUID } from "node:crypto";
import type { Api } from "../lib/api";
import { newUser, signInAs, unique, type Company } from "../lib/data";
import { caught, mailedLink } from "../lib/mail";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

interface Made {
  id: string;
  version: number;
  form_version: number;
}

const to = (company: Company) => ({ all: false, companies: [company.id] });

const add = async (admin: Api, name: string, more: Record<string, unknown>) =>
  (await admin.post<Made>("/api/manage/catalog/items", { name, category: "Hardware", published: true, ...more })).body;

const ask = async (client: Api, item: Made, answers: Record<string, unknown>) =>
  (await client.post<{ id: string }>("/api/portal/requests", { item: item.id, form_version: item.form_version, answers }, { "idempotency-key": randomUUID() })).body;

const why = [{ key: "why", type: "text", label: "What for", required: true }];

test("staff build an item with a condition, a client asks, a ticket appears, and the old request keeps its form @main", async ({ client, clientPage, adminPage: page }) => {
  const name = `Loan laptop ${unique()}`;
  await page.goto("/admin/catalog");
  await expect(heading(page)).toHaveText("Service Catalog");
  await page.getByRole("link", { name: "New item" }).first().click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Summary" }).fill("For a week on the road.");
  await page.getByRole("textbox", { name: "Description" }).fill("Bring it **back** charged.");
  await page.getByLabel("Category").first().fill("Loans");
  await page.getByRole("textbox", { name: "Price" }).fill("free of charge");
  await page.getByRole("textbox", { name: "Done (hours)" }).fill("48");
  await page.getByText("Chosen companies", { exact: true }).click();
  await page.getByLabel("Companies that see it").first().fill(client.company.name);
  await page.getByRole("option", { name: client.company.name }).click();

  const field = async (type: string, label: string) => {
    await page.getByRole("button", { name: "Add field" }).click();
    await page.getByRole("menuitem", { name: type, exact: true }).click();
    await page.getByRole("textbox", { name: "Label" }).last().fill(label);
  };
  await field("Checkbox", "With a bag");
  await page.getByRole("button", { name: /^With a bag/ }).click();
  await field("Text", "Colour of the bag");
  await page.getByRole("switch", { name: "Must be answered" }).last().check();
  await page.getByLabel("Show this field").last().selectOption({ label: "Only if “With a bag” is…" });
  await expect(page.getByRole("button", { name: /^Colour of the bag/ })).toContainText("only if “With a bag” is “Yes”");
  await page.getByRole("button", { name: /^Colour of the bag/ }).click();
  await field("Date", "From");
  await page.getByRole("switch", { name: "Must be answered" }).last().check();

  // Moved by the keyboard, and told.
  const handle = page.getByRole("button", { name: "Move “From”", exact: true });
  await handle.focus();
  await handle.press("ArrowUp");
  await expect(page.getByRole("status").getByText("“From” is now field 2 of 3.")).toBeAttached();
  await expect(handle).toBeFocused();

  await page.getByRole("button", { name: "Preview as a client" }).click();
  const preview = page.getByRole("dialog", { name: "Preview" });
  await expect(preview.locator("strong")).toHaveText("back");
  await expect(preview.getByLabel("Colour of the bag")).toHaveCount(0);
  await preview.getByRole("checkbox", { name: /With a bag/ }).check();
  await expect(preview.getByLabel("Colour of the bag")).toBeVisible();
  await preview.getByRole("button", { name: "Close" }).click();
  await page.getByRole("switch", { name: "Clients see it" }).check();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("The item is in the catalog.")).toBeVisible();

  await clientPage.goto("/portal/catalog");
  await clientPage.getByRole("searchbox", { name: "Search the catalog" }).fill("road loan");
  await expect(clientPage).toHaveURL(/q=road/);
  const card = clientPage.getByRole("article").filter({ hasText: name });
  await expect(card).toContainText("free of charge");
  await expect(card).toContainText("Done within 2 days");
  await clientPage.getByRole("link", { name }).click();
  await expect(heading(clientPage)).toHaveText(name);
  await clientPage.getByRole("checkbox", { name: /With a bag/ }).check();
  await clientPage.getByRole("button", { name: "Send request" }).click();
  const form = clientPage.getByRole("form", { name: `Request “${name}”` });
  await expect(form.getByRole("alert").first()).toBeFocused();
  await expect(form.getByLabel("Colour of the bag")).toHaveAttribute("aria-invalid", "true");
  await clientPage.getByLabel("Colour of the bag").fill("green");
  await clientPage.getByLabel("From").fill("2027-03-01");
  // What is typed outlives the page.
  await expect.poll(() => clientPage.evaluate(() => Object.keys(localStorage).some((key) => key.includes("draft:request-")))).toBe(true);
  await clientPage.reload();
  await expect(clientPage.getByLabel("Colour of the bag")).toHaveValue("green");
  await expect(clientPage.getByRole("checkbox", { name: /With a bag/ })).toBeChecked();
  await clientPage.getByRole("button", { name: "Send request" }).click();
  await expect(clientPage.getByText("Your request is sent.")).toBeVisible();
  await expect(clientPage.getByText("green")).toBeVisible();
  await clientPage.getByRole("link", { name: /^#\d+$/ }).click();
  await expect(heading(clientPage)).toContainText(`Service request: ${name}`);
  await expect(clientPage.getByText("Colour of the bag: green")).toBeVisible();

  // The form changes; the request shows its own.
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Remove “Colour of the bag”" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The item is in the catalog.").first()).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByText("Version 2.")).toBeVisible();
  await clientPage.getByRole("link", { name: "Open the request" }).click();
  await expect(clientPage.getByText("Colour of the bag")).toBeVisible();
  await page.goto("/admin/requests");
  await page.getByRole("link", { name }).first().click();
  await expect(page.getByText("green")).toBeVisible();
});

test("a company admin approves in the portal, and the request becomes a ticket and is fulfilled with it @main", async ({ client, clientPage, admin, technician, msp, openAs }) => {
  const boss = await newUser(admin, client.company, { name: "Bo Quill", role: "company_admin" });
  const item = await add(admin, `Workstation ${unique()}`, { needs_approval: true, price: "2,400 €", fields: why, shown_to: to(client.company) });
  await clientPage.goto(`/portal/catalog/${item.id}`);
  await clientPage.getByLabel("What for").fill("Rendering");
  await clientPage.getByRole("button", { name: "Ask for approval" }).click();
  await expect(clientPage.getByText("Your request is waiting for approval.")).toBeVisible();
  await expect(clientPage.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expect(clientPage.getByRole("button", { name: "Cancel request" })).toBeVisible();

  const bossPage = await openAs(await signInAs(msp, boss));
  await bossPage.goto("/portal/dashboard");
  await bossPage.getByRole("link", { name: /1 ?request waiting for you/ }).click();
  await bossPage.getByRole("main").getByRole("link", { name: /^Workstation/ }).click();
  await expect(heading(bossPage)).toContainText("Workstation");
  await bossPage.getByRole("button", { name: "Approve", exact: true }).click();
  const dialog = bossPage.getByRole("dialog");
  await expect(dialog).toContainText("It costs 2,400 €.");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(bossPage.getByText(/is approved\./)).toBeVisible();
  await clientPage.reload();
  await expect(clientPage.getByText("Bo Quill")).toBeVisible();
  const ticket = clientPage.getByRole("link", { name: /^#\d+$/ });
  await expect(ticket).toBeVisible();
  const id = (await ticket.getAttribute("href"))?.split("/").at(-1) ?? "";
  await technician.patch(`/api/manage/tickets/${id}`, { status: "resolved" });
  await clientPage.reload();
  await expect(clientPage.getByText("Fulfilled")).toBeVisible();
});

test("a no is told with its reason, and whoever asked can take it back", async ({ client, clientPage, admin, msp, openAs }) => {
  const boss = await newUser(admin, client.company, { name: "Bo Quill", role: "company_admin" });
  const item = await add(admin, `Drone ${unique()}`, { needs_approval: true, fields: why, shown_to: to(client.company) });
  const [first, second] = [await ask(client.api, item, { why: "Roof photos" }), await ask(client.api, item, { why: "Fun" })];
  const bossPage = await openAs(await signInAs(msp, boss));
  await bossPage.goto(`/portal/requests/${first.id}`);
  await bossPage.getByRole("button", { name: "Reject", exact: true }).click();
  const dialog = bossPage.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("We rent one.");
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(bossPage.getByText(/is rejected\./)).toBeVisible();
  await clientPage.goto(`/portal/requests/${first.id}`);
  await expect(clientPage.getByText("We rent one.")).toBeVisible();
  await clientPage.goto(`/portal/requests/${second.id}`);
  await clientPage.getByRole("button", { name: "Cancel request" }).click();
  await clientPage.getByRole("dialog").getByRole("button", { name: "Cancel request" }).click();
  await expect(clientPage.getByText("This request was canceled.")).toBeVisible();
  await clientPage.goto("/portal/requests?status=cancelled");
  await expect(clientPage.getByRole("table", { name: "Requests" }).getByRole("link")).toHaveCount(1);
});

test("the mail's link asks first and decides without signing in @main", async ({ client, admin, page, msp }) => {
  const boss = await newUser(admin, client.company, { name: "Bo Quill", role: "company_admin" });
  const item = await add(admin, `Badge ${unique()}`, { needs_approval: true, fields: why, shown_to: to(client.company) });
  const request = await ask(client.api, item, { why: "New door" });
  const link = new URL(await mailedLink(boss.email, "/portal/approve"));
  expect(link.searchParams.get("request")).toBe(request.id);
  const path = `${link.pathname}?tenant=${msp.slug}&${link.searchParams.toString()}`;
  await page.goto(path);
  await expect(page.getByText("New door")).toBeVisible();
  await expect(page.getByText(`You decide as Bo Quill (${boss.email}).`)).toBeVisible();
  const { body: before } = await client.api.get<{ status: string }>(`/api/portal/requests/${request.id}`);
  expect(before.status).toBe("pending_approval");
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "This is approved" })).toBeVisible();
  const { body: after } = await client.api.get<{ status: string; ticket?: { number: number } }>(`/api/portal/requests/${request.id}`);
  expect(after.status).toBe("approved");
  expect(after.ticket?.number).toBeGreaterThan(0);
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "This is approved" })).toBeVisible();
});

test("when nobody of the company can approve any more, staff are told and decide, and whoever becomes admin is asked @main", async ({ client, clientPage, adminPage, admin, page, msp }) => {
  const boss = await newUser(admin, client.company, { name: "Bo Quill", role: "company_admin" });
  const next = await newUser(admin, client.company, { name: "Ada Quill" });
  const item = await add(admin, `Safe ${unique()}`, { needs_approval: true, fields: why, shown_to: to(client.company) });
  const [first, second] = [await ask(client.api, item, { why: "Keys" }), await ask(client.api, item, { why: "Cash" })];
  const link = new URL(await mailedLink(boss.email, `/portal/approve\\?request=${first.id}`));
  await clientPage.goto(`/portal/requests/${first.id}`);
  await expect(clientPage.getByText(/Waiting for approval by .*Bo Quill/)).toBeVisible();

  const role = async (person: string, to: string) => {
    const { etag } = await admin.get(`/api/manage/users/${person}`);
    await admin.patch(`/api/manage/users/${person}`, { role: to }, { "if-match": etag ?? "" });
  };
  await role(boss.id, "user");
  const state = async () => (await client.api.get<{ unassigned?: boolean }>(`/api/portal/requests/${first.id}`)).body.unassigned;
  await expect.poll(state, { timeout: 30_000 }).toBe(true);
  await clientPage.reload();
  await expect(clientPage.getByText(/Nobody at your company can approve this at the moment, so .+ decides\./)).toBeVisible();

  // The link of before says who decides now, and shows nothing of the request.
  await page.goto(`${link.pathname}?tenant=${msp.slug}&${link.searchParams.toString()}`);
  await expect(page.getByRole("heading", { name: "Somebody else decides now" })).toBeVisible();
  await expect(page.getByText("Keys")).toHaveCount(0);

  const staff = msp.logins.find((login) => login.role === "admin");
  await expect.poll(async () => (await caught(staff?.email ?? "")).map((mail) => mail.subject), { timeout: 30_000 }).toContainEqual(expect.stringContaining(`Nobody at ${client.company.name} can approve`));
  await adminPage.goto(`/admin/requests?status=pending_approval`);
  const row = adminPage.getByRole("row").filter({ hasText: client.company.name }).filter({ hasText: "Waiting for you" });
  await expect(row.first()).toBeVisible();
  await adminPage.goto(`/admin/requests/${first.id}`);
  await expect(adminPage.getByText(/can approve this anymore/)).toBeVisible();
  await adminPage.getByRole("button", { name: "Reject", exact: true }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reject" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByRole("button", { name: "Back" }).click();
  await adminPage.getByRole("button", { name: "Approve", exact: true }).click();
  await dialog.getByRole("textbox", { name: "Note (optional)" }).fill("Agreed by phone");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(adminPage.getByText(/is approved\./)).toBeVisible();
  await expect(adminPage.getByText("on the company's behalf")).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Approve", exact: true })).toHaveCount(0);
  await clientPage.reload();
  await expect(clientPage.getByText("Agreed by phone")).toBeVisible();
  await expect(clientPage.getByRole("link", { name: /^#\d+$/ })).toBeVisible();

  // Somebody of the company can decide again, and is asked about what still waits.
  await role(next.id, "company_admin");
  const theirs = new URL(await mailedLink(next.email, `/portal/approve\\?request=${second.id}`));
  await page.goto(`${theirs.pathname}?tenant=${msp.slug}&${theirs.searchParams.toString()}`);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("heading", { name: "This is approved" })).toBeVisible();
});

test("two people who edit the same item lose nothing", async ({ client, adminPage: page, admin, complaints }) => {
  complaints.expect(/status of 412/);
  const name = `Shared ${unique()}`;
  const made = await add(admin, name, { published: false, fields: why, shown_to: to(client.company) });
  await page.goto(`/admin/catalog/${made.id}`);
  await page.getByRole("textbox", { name: "Summary" }).fill("My words");
  const theirs = { name, category: "Software", summary: "Their words", published: false, fields: why, shown_to: to(client.company) };
  await admin.put(`/api/manage/catalog/items/${made.id}`, theirs, { "if-match": `"${made.version}"` });
  await page.getByRole("button", { name: "Save draft" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody else saved first" });
  await dialog.getByRole("group", { name: "Category" }).getByText("Their version").click();
  await dialog.getByRole("button", { name: "Save this choice" }).click();
  await expect(page.getByText("The draft is saved.")).toBeVisible();
  const { body } = await admin.get<{ summary: string; category: string }>(`/api/manage/catalog/items/${made.id}`);
  expect(body).toMatchObject({ summary: "My words", category: "Software" });
});

test("a form that changes while it is filled in keeps what was typed", async ({ client, clientPage: page, admin, complaints }) => {
  complaints.expect(/status of 409/);
  const name = `Moving form ${unique()}`;
  const made = await add(admin, name, { fields: why, shown_to: to(client.company) });
  await page.goto(`/portal/catalog/${made.id}`);
  await page.getByLabel("What for").fill("A long story");
  const next = { name, category: "Hardware", published: true, fields: [...why, { key: "when", type: "date", label: "When" }], shown_to: to(client.company) };
  await admin.put(`/api/manage/catalog/items/${made.id}`, next, { "if-match": `"${made.version}"` });
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByRole("alert").getByText(/The form has changed/)).toBeVisible();
  await expect(page.getByLabel("When")).toBeVisible();
  await expect(page.getByLabel("What for")).toHaveValue("A long story");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Your request is sent.")).toBeVisible();
});

test("files are sent with a request and opened from it", async ({ client, clientPage: page, admin }) => {
  const field = [{ key: "plan", type: "file", label: "Floor plan", required: true, limits: { at_most: 2 } }];
  const made = await add(admin, `Move ${unique()}`, { fields: field, shown_to: to(client.company) });
  await page.goto(`/portal/catalog/${made.id}`);
  await page.getByLabel("Attach files").setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("Two rooms") });
  await expect(page.getByRole("list", { name: "Attachments" })).toContainText("plan.txt");
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page.getByText("Your request is sent.")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "plan.txt" }).click();
  expect((await download).suggestedFilename()).toBe("plan.txt");
});

test("on a phone an empty list offers what to do once", async ({ clientPage: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/portal/requests");
  await expect(page.getByText("No requests yet")).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Browse the catalog" })).toHaveCount(1);
});
