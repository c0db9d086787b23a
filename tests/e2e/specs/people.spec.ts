import { newUser, signInAs, unique } from "../lib/data";
import { caught, mailedLink } from "../lib/mail";
import { heading } from "../lib/pages";
import { demo, expect, test } from "../lib/test";

test("an admin invites a person, two tabs edit them, and neither's work is lost @main", async ({ client, adminPage, admin, openAs, complaints }) => {
  complaints.expect(/status of 412/);
  const { company } = client;
  await adminPage.goto(`/admin/clients/${company.id}`);
  await adminPage.getByRole("button", { name: "Add user" }).first().click();
  const form = adminPage.getByRole("dialog");
  const email = `ines.${unique()}@quill.example`;
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Quill");
  await form.getByRole("textbox", { name: "Email" }).fill(email);
  await form.getByRole("button", { name: "Send invitation" }).click();
  await expect(adminPage.getByText("Ines Quill is invited.")).toBeVisible();
  await adminPage.getByRole("link", { name: "Ines Quill" }).click();
  await expect(heading(adminPage)).toHaveText("Ines Quill");
  await expect(adminPage.getByText("Invited", { exact: true })).toBeVisible();

  const other = await openAs(admin);
  await other.goto(adminPage.url());
  await other.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Quill-Marsh");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Saved.")).toBeVisible();

  await adminPage.getByRole("textbox", { name: "Name", exact: true }).fill("Inés Quill");
  await adminPage.getByRole("button", { name: "Save" }).click();
  const conflict = adminPage.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(conflict.getByText("Ines Quill-Marsh")).toBeVisible();
  await conflict.getByRole("button", { name: "Save this choice" }).click();
  await expect(heading(adminPage)).toHaveText("Inés Quill");
});

test("disabling a person and a company takes effect at the next click", async ({ client, clientPage, adminPage, msp, complaints }) => {
  complaints.expect(/status of 401/);
  await clientPage.goto("/portal/dashboard");
  await expect(heading(clientPage)).toBeVisible();

  await adminPage.goto(`/admin/users/${client.person.id}`);
  await adminPage.getByRole("button", { name: `Disable ${client.person.name}` }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: `Disable ${client.person.name}` }).click();
  await expect(adminPage.getByText(`${client.person.name} is disabled.`)).toBeVisible();
  await clientPage.goto("/portal/tickets");
  await expect(clientPage.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(signInAs(msp, client.person)).rejects.toThrow();

  await adminPage.getByRole("button", { name: "Undo" }).click();
  await expect(adminPage.getByText(`${client.person.name} has access again.`)).toBeVisible();
  await signInAs(msp, client.person);

  await adminPage.goto(`/admin/clients/${client.company.id}`);
  await adminPage.getByRole("button", { name: `Disable ${client.company.name}` }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: `Disable ${client.company.name}` }).click();
  await expect(adminPage.getByRole("button", { name: `Enable ${client.company.name}` })).toBeVisible();
  await expect(signInAs(msp, client.person)).rejects.toThrow();
  await adminPage.getByRole("button", { name: `Enable ${client.company.name}` }).click();
  await expect(adminPage.getByRole("button", { name: `Disable ${client.company.name}` })).toBeVisible();
  await signInAs(msp, client.person);
});

test("a file with mistakes enters nothing, the corrected one everybody, and the list comes out again @main", async ({ adminPage }) => {
  const mark = unique();
  const file = (text: string) => ({ name: `people-${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
  await adminPage.goto("/admin/clients");
  await adminPage.getByRole("link", { name: "Import" }).click();
  await adminPage.locator("input[type=file]").setInputFiles(file(`Company,Name,Email,Role\nReed ${mark},Ada,ada.${mark}@reed.example,user\nReed ${mark},Bo,not an address,chief\n`));
  const issues = adminPage.getByRole("region", { name: "What blocks the import" });
  await expect(issues.getByText("This is not an email address.")).toBeVisible();
  await expect(issues.getByText("Row 3").first()).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Import 1 person" })).toBeDisabled();

  await adminPage.goto("/admin/clients/import");
  await adminPage.locator("input[type=file]").setInputFiles(file(`Firma;Name;E-Mail;Rolle\r\nReed ${mark};Ada;ada.${mark}@reed.example;Benutzer\r\nReed ${mark};Bo;bo.${mark}@reed.example;Firmenadmin\r\n`));
  await adminPage.getByRole("button", { name: "Import 2 people" }).click();
  await expect(adminPage.getByText("2 new people.")).toBeVisible();
  await adminPage.getByRole("link", { name: "Show users" }).click();
  await adminPage.getByRole("searchbox", { name: "Search name or email" }).fill(`bo.${mark}`);
  await expect(adminPage.getByRole("link", { name: "Bo", exact: true })).toBeVisible();
  await expect(adminPage.getByRole("link", { name: "Ada", exact: true })).toHaveCount(0);

  const downloading = adminPage.waitForEvent("download");
  await adminPage.getByRole("link", { name: "Export as CSV" }).click();
  const saved = await (await downloading).createReadStream();
  let text = "";
  for await (const piece of saved) text += String(piece);
  expect(text).toContain(`bo.${mark}@reed.example`);
  expect(text).not.toContain(`ada.${mark}@reed.example`);
});

test("an admin looks at the portal as a client, and comes back @main", async ({ client, msp, openAs, admin, complaints }) => {
  complaints.expect(/status of 40[13]/);
  // A session of its own: the browser's becomes the client's for a while.
  const page = await openAs(admin);
  const reason = `Looking into ${unique()}`;
  await page.goto(`/admin/users/${client.person.id}`);
  await page.getByRole("button", { name: `Sign in as ${client.person.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign in as this person" }).click();
  await expect(dialog.getByText("Enter why you need this.").first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: "Sign in as this person" }).click();

  const bar = page.getByRole("region", { name: "Signed in as somebody else" });
  await expect(bar.getByText(`You see the portal as ${client.person.name}. Nothing can be changed.`)).toBeVisible();
  await expect(bar.getByText(reason)).toBeVisible();
  const refused = await page.evaluate(async () => (await fetch("/api/portal/tickets", { method: "POST", headers: { "content-type": "application/json" }, body: '{"subject":"x","description":"y"}' })).status);
  expect(refused).toBe(403);

  const own = await openAs(await signInAs(msp, client.person));
  await own.goto("/portal/profile");
  await expect(own.getByText(reason)).toBeVisible();

  await bar.getByRole("button", { name: "Back to my account" }).click();
  await expect(heading(page)).toHaveText("Users");
});

test("a company admin invites, changes roles and takes access away", async ({ client, admin, msp, openAs }) => {
  const boss = await newUser(admin, client.company, { name: "Bea Boss", email: `bea.${unique()}@quill.example`, role: "company_admin" });
  const page = await openAs(await signInAs(msp, boss));
  await page.goto("/portal/dashboard");
  await page.getByRole("link", { name: "Team", exact: true }).click();
  await expect(heading(page)).toHaveText("Team");
  const email = `tim.${unique()}@quill.example`;
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Tim New");
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("Tim New is invited.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Tim New/ }).getByText("Invited")).toBeVisible();

  const menu = (name: string) => page.getByRole("button", { name: `Actions for ${name}` });
  await menu(client.person.name).click();
  await page.getByRole("menuitem", { name: "Role and permissions" }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Role" }).selectOption("company_admin");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: new RegExp(client.person.name) }).getByText("Company admin")).toBeVisible();

  await menu("Tim New").click();
  await page.getByRole("menuitem", { name: "Disable Tim New" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable Tim New" }).click();
  await expect(page.getByRole("row", { name: /Tim New/ }).getByText("Disabled")).toBeVisible();

  // On a phone the same menu stands in the corner of the card.
  await page.setViewportSize({ width: 390, height: 844 });
  await menu("Tim New").click();
  await page.getByRole("menuitem", { name: "Enable Tim New" }).click();
  await expect(page.getByText("Tim New has access again.")).toBeVisible();

  // Nobody takes away their own access.
  await menu("Bea Boss").click();
  await expect(page.getByRole("menuitem", { name: "Disable Bea Boss" })).toHaveCount(0);
});

test("others do not see the team", async ({ clientPage, complaints }) => {
  complaints.expect(/status of 403/);
  await clientPage.goto("/portal/dashboard");
  await expect(clientPage.getByRole("link", { name: "Tickets", exact: true })).toBeVisible();
  await expect(clientPage.getByRole("link", { name: "Team", exact: true })).toHaveCount(0);
});

test("people from a file are invited all at once, and each gets one mail", async ({ admin, adminPage: page }) => {
  const mark = unique();
  const names = Array.from({ length: 23 }, (_, n) => `p${n}.${mark}@reed.example`);
  const rows = `Company,Name,Email\n${names.map((email, n) => `Reed ${mark},Person ${n} ${mark},${email}`).join("\n")}\n`;
  const file = (await admin.post<{ id: string; version: number }>("/api/manage/imports?name=people.csv", new TextEncoder().encode(rows), { "content-type": "text/csv" })).body;
  await admin.post(`/api/manage/imports/${file.id}/start`, {}, { "if-match": `"${file.version}"` });
  await expect.poll(async () => (await admin.get<{ status: string }>(`/api/manage/imports/${file.id}`)).body.status).toBe("done");

  await page.goto(`/admin/users?status=not_invited&q=${mark}`);
  await expect(page.getByRole("row", { name: new RegExp(`Person 0 ${mark}`) }).getByText("Not invited")).toBeVisible();
  await page.getByRole("button", { name: "Invite all" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send invitations" }).click();
  await expect(dialog.getByText("23 people are invited.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("Nobody matches")).toBeVisible();
  for (const email of [names[0] ?? "", names[22] ?? ""]) {
    await mailedLink(email, "/portal/register");
    expect(await caught(email)).toHaveLength(1);
  }
});

test("contacts of the PSA become users of a company that is switched on for it, and of no other", async ({ client, admin, adminPage: page, msp, openAs }) => {
  const mark = unique();
  const { secret } = (await admin.post<{ secret: string }>("/api/manage/service-keys", { name: `PSA ${mark}`, scopes: ["contacts"] })).body;
  const email = `piet.${mark}@quill.example`;
  const push = async () => {
    const record = { psa_contact_id: `c-${mark}`, psa_company_id: `C-${mark}`, name: "Piet Quill", email, portal_access: true };
    const answer = await fetch(`${demo.address}/api/internal/contacts`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-integration-key": secret },
      body: JSON.stringify({ records: [record] }),
    });
    const report = (await answer.json()) as { records: { outcome: string; reason?: string }[] };
    return [report.records[0]?.outcome, report.records[0]?.reason];
  };
  await page.goto(`/admin/clients/${client.company.id}`);
  const auto = page.getByRole("switch", { name: "Users from the PSA" });
  await expect(auto).toBeDisabled();
  await expect(page.getByText("Needs the PSA company ID.")).toBeVisible();
  await page.getByRole("textbox", { name: "PSA company ID" }).fill(`C-${mark}`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.").first()).toBeVisible();
  expect(await push()).toEqual(["skipped", "auto_provisioning_off"]);

  await expect(auto).not.toBeChecked();
  await auto.click();
  await expect(auto).toBeChecked();
  // The button is off while the request is on its way too, so the answer itself is waited for.
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await page.getByRole("button", { name: "Save" }).click();
  expect((await saved).status()).toBe(200);
  expect(await push()).toEqual(["created", undefined]);
  expect(await push()).toEqual(["unchanged", undefined]);
  await page.reload();
  await expect(auto).toBeChecked();
  await expect(page.getByRole("row", { name: /Piet Quill/ }).getByText("Invited")).toBeVisible();
  const invite = new URL(await mailedLink(email, "/portal/register")).searchParams.get("invite");
  expect(await caught(email)).toHaveLength(1);

  // Their name is the PSA's: the profile says so, and the rest of it is saved.
  const password = "a quiet harbour at noon";
  await fetch(`${demo.address}/api/auth/register`, { method: "POST", headers: { "content-type": "application/json", origin: demo.address }, body: JSON.stringify({ invite, password }) });
  const own = await openAs(await signInAs(msp, { email, password, role: "user" }));
  await own.goto("/portal/profile");
  const name = own.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveValue("Piet Quill");
  await expect(name).not.toBeEditable();
  await expect(name).toHaveAccessibleDescription(/Your provider manages this name in its own system\./);
  await own.getByRole("textbox", { name: "Phone" }).fill("+49 30 1234");
  await own.getByRole("button", { name: "Save", exact: true }).click();
  await expect(own.getByText("Saved.").first()).toBeVisible();
});
