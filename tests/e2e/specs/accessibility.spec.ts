import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Api } from "../lib/api";
import { newTicket, newUser, signInAs, unique } from "../lib/data";
import { mailedLink } from "../lib/mail";
import { expect, test } from "../lib/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// Many pages each, and every one is looked at whole.
test.describe.configure({ timeout: 120_000 });

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(rules).analyze();
  return found.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} – ${node.failureSummary ?? ""}`));
}

/** The page has come to rest: its heading is there and nothing of it is still a skeleton. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[aria-busy=true], [data-bones]")).toHaveCount(0);
}

/** An item with a field of every sort, for one company. */
async function offer(admin: Api, company: string, more: Record<string, unknown> = {}): Promise<string> {
  const options = ["Small", "Large"];
  const fields = [
    { key: "name", type: "text", label: "Name", help: "As on the badge" }, { key: "more", type: "textarea", label: "More" }, { key: "count", type: "number", label: "Count" },
    { key: "size", type: "select", label: "Size", options }, { key: "sizes", type: "multi_select", label: "Sizes", help: "All that fit", options }, { key: "bag", type: "checkbox", label: "Bag" },
    { key: "when", type: "date", label: "When", required: true }, { key: "mail", type: "email", label: "Mail" }, { key: "plan", type: "file", label: "Plan", limits: { at_most: 2 } },
  ];
  const item = { name: "Laptop", summary: "To work on", description: "With **everything**", category: "Hardware", price: "50 €", response_hours: 2, resolution_hours: 72, published: true, shown_to: { all: false, companies: [company] }, fields, ...more };
  return (await admin.post<{ id: string }>("/api/manage/catalog/items", item)).body.id;
}

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test(`pages before the login have no violations (${scheme})`, async ({ page, msp, complaints }) => {
      complaints.expect(/status of 404/);
      const at = `tenant=${msp.slug}`;
      const pages = ["/portal/login?tenant=nobody-here", "/portal/sso-error?reason=forged", ...[`/portal/login?${at}`, `/portal/forgot-password?${at}`, `/portal/sso-error?reason=expired&${at}`, `/portal/register?invite=x&${at}`, `/portal/reset-password?token=x&${at}`, `/portal/verify?${at}`]];
      for (const path of pages) {
        await page.goto(path);
        await settled(page);
        expect(await violations(page), path).toEqual([]);
      }
    });

    test(`the pages behind links have no violations (${scheme})`, async ({ page, msp }) => {
      for (const [path, state] of [["register?invite", "ready"], ["register?invite", "expired"], ["reset-password?token", "ready"], ["reset-password?token", "used"]] as const) {
        await page.route("**/api/auth/link", (route) => route.fulfill({ json: { state, name: "Ida Invited", email: "ida@quill.example" } }));
        await page.goto(`/portal/${path}=x&tenant=${msp.slug}`);
        await settled(page);
        expect(await violations(page), `${path} ${state}`).toEqual([]);
        await page.unroute("**/api/auth/link");
      }
    });

    test(`what a mail asks a company admin to decide has no violations (${scheme})`, async ({ client, admin, page, openAs, msp }) => {
      const boss = await newUser(admin, client.company, { name: "Bea Boss", email: `bea.${unique()}@quill.example`, role: "company_admin" });
      const item = await offer(admin, client.company.id, { needs_approval: true });
      const asked = (await client.api.post<{ id: string }>("/api/portal/requests", { item, form_version: 1, answers: { name: "Robin", more: "For the **new** desk", when: "2027-03-01" } })).body;
      const link = await mailedLink(boss.email, "/portal/approve");
      await page.goto(link);
      await expect(page.getByRole("button", { name: "Approve" })).toBeVisible();
      expect(await violations(page), "the question").toEqual([]);
      await page.getByRole("button", { name: "Reject" }).click();
      await page.getByRole("button", { name: "Reject" }).click();
      await expect(page.getByRole("alert")).not.toBeEmpty();
      expect(await violations(page), "without a reason").toEqual([]);
      await page.getByRole("textbox").fill("Not this year.");
      await page.getByRole("button", { name: "Reject" }).click();
      await settled(page);
      expect(await violations(page), "decided").toEqual([]);
      await page.goto(link.replace(/token=[^&]+/, "token=x"));
      await settled(page);
      expect(await violations(page), "unknown").toEqual([]);
      const own = await openAs(await signInAs(msp, boss), scheme);
      await own.goto(`/portal/requests/${asked.id}`);
      await settled(own);
      expect(await violations(own), "in the portal").toEqual([]);
    });

    test(`the question which portal has no violations (${scheme})`, async ({ page, complaints }) => {
      complaints.expect(/status of 404/);
      await page.goto("/");
      await settled(page);
      expect(await violations(page)).toEqual([]);
    });

    test(`client pages have no violations (${scheme}) @main`, async ({ client, clientPage: page, admin, technician, complaints }) => {
      complaints.expect(/status of 404/);
      const ticket = await newTicket(client.api);
      await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: "On our way.", internal: false, status: "waiting_on_client" });
      const resolved = await newTicket(client.api);
      const outage = { title: "Mail is down", body: "We are **on it**.", severity: "outage", pinned: true, status: "published", shown_to: { all: false, companies: [client.company.id] } };
      const news = (await technician.post<{ id: string }>("/api/manage/announcements", outage)).body;
      await technician.patch(`/api/manage/tickets/${resolved.id}`, { status: "resolved" });
      const item = await offer(admin, client.company.id);
      const request = (await client.api.post<{ id: string }>("/api/portal/requests", { item, form_version: 1, answers: { when: "2027-03-01" } })).body;
      for (const path of ["/portal/catalog", `/portal/catalog/${item}`, "/portal/requests", `/portal/requests/${request.id}`, "/portal/dashboard", "/portal/tickets", "/portal/tickets/new", `/portal/tickets/${ticket.id}`, `/portal/tickets/${resolved.id}`, "/portal/invoices", "/portal/announcements", `/portal/announcements/${news.id}`, "/portal/profile", "/portal/nothing-here"]) {
        await page.goto(path);
        await settled(page);
        expect(await violations(page), path).toEqual([]);
      }
    });

    test(`staff pages have no violations (${scheme})`, async ({ client, adminPage: page, admin, technician }) => {
      const ticket = await newTicket(client.api);
      await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: "They call every day.", internal: true });
      const planned = { title: "Switches", body: "- one\n- two", severity: "maintenance", status: "published", shown_to: { all: false, companies: [client.company.id] } };
      const news = (await technician.post<{ id: string }>("/api/manage/announcements", planned)).body;
      const item = await offer(admin, client.company.id);
      const request = (await client.api.post<{ id: string }>("/api/portal/requests", { item, form_version: 1, answers: { when: "2027-03-01" } })).body;
      for (const path of ["/admin/catalog", "/admin/catalog/new", `/admin/catalog/${item}`, "/admin/requests", `/admin/requests/${request.id}`, "/admin", "/admin/tickets", `/admin/tickets/${ticket.id}`, "/admin/tickets/canned-replies", "/admin/tickets/targets", "/admin/clients", `/admin/clients/${client.company.id}`, "/admin/invoices", "/admin/users", "/admin/announcements", "/admin/announcements/new", `/admin/announcements/${news.id}`, "/admin/branding", "/admin/mail", "/admin/audit", "/admin/settings", "/admin/settings?part=keys", "/admin/settings?part=domain", "/admin/profile"]) {
        await page.goto(path);
        await settled(page);
        expect(await violations(page), path).toEqual([]);
      }
    });

    test(`pages and dialogs about people have no violations (${scheme})`, async ({ admin, client, adminPage: page, msp, openAs }) => {
      const rows = `Company,Name,Email\nReed ${unique()},Ada,ada.${unique()}@reed.example\nReed,Bo,nonsense\n`;
      const file = (await admin.post<{ id: string }>("/api/manage/imports?name=people.csv", new TextEncoder().encode(rows), { "content-type": "text/csv" })).body;
      const boss = await newUser(admin, client.company, { name: "Bea Boss", email: `bea.${unique()}@quill.example`, role: "company_admin" });
      const team = await openAs(await signInAs(msp, boss), scheme);
      const looked: [Page, string, string[]][] = [
        [page, "/admin/clients", ["Add company"]],
        [page, `/admin/clients/${client.company.id}`, ["Add user", `Disable ${client.company.name}`]],
        [page, "/admin/clients/import", []],
        [page, `/admin/clients/import/${file.id}`, []],
        [page, `/admin/users/${client.person.id}`, [`Disable ${client.person.name}`, `Sign in as ${client.person.name}`]],
        [page, "/admin/staff", ["Add staff"]],
        [page, "/admin/invoices", ["Import CSV"]],
        [page, "/admin/settings?part=keys", ["Create a key"]],
        [team, "/portal/team", ["Invite somebody"]],
      ];
      for (const [shown, path, dialogs] of looked) {
        await shown.goto(path);
        await settled(shown);
        expect(await violations(shown), path).toEqual([]);
        for (const name of dialogs) {
          await shown.getByRole("main").getByRole("button", { name, exact: true }).first().click();
          await expect(shown.getByRole("dialog")).toBeVisible();
          expect(await violations(shown), `${path} ${name}`).toEqual([]);
          await shown.keyboard.press("Escape");
          await expect(shown.getByRole("dialog")).toHaveCount(0);
        }
      }
    });

    test(`documents and their signing have no violations (${scheme})`, async ({ client, clientPage: page, adminPage, admin }) => {
      const text = { title: "Acceptable use", issuer: "Northwind", sections: [{ heading: "Purpose", body: "One **line**.\n\n- and a list" }], requires_acknowledgement: true, requires_typed_name: true };
      const made = (await admin.post<{ id: string }>("/api/manage/documents/policies", { ...text, shown_to: { all: false, companies: [client.company.id] } })).body;
      await admin.post(`/api/manage/documents/policies/${made.id}/publish`, undefined, { "if-match": '"1"' });
      for (const path of ["/portal/documents", "/portal/documents?tab=signed", "/portal/documents?tab=files", `/portal/documents/${made.id}`]) {
        await page.goto(path);
        await settled(page);
        expect(await violations(page), path).toEqual([]);
      }
      await page.getByRole("button", { name: "Continue" }).click();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("checkbox", { name: /^I have read/ }).check();
      await page.getByRole("textbox", { name: "Full legal name" }).fill("Robin Quill");
      await page.getByRole("checkbox", { name: /^I agree/ }).check();
      await page.getByRole("button", { name: "Continue" }).click();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Sign document" }).click();
      await expect(page.getByRole("heading", { name: "Signed. Thank you" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const path of ["/admin/documents", "/admin/documents/policies", "/admin/documents/policies/new", `/admin/documents/policies/${made.id}`, "/admin/documents/compliance", "/admin/documents/compliance?by=policies", `/admin/documents/compliance/${client.company.id}`, `/admin/documents/policies/${made.id}/signers`]) {
        await adminPage.goto(path);
        await settled(adminPage);
        expect(await violations(adminPage), path).toEqual([]);
      }
      await adminPage.goto("/admin/documents/compliance");
      await adminPage.getByRole("button", { name: /^Remind about/ }).first().click();
      await expect(adminPage.getByRole("dialog", { name: "Send reminders?" }).getByRole("status")).toContainText("mail");
      expect(await violations(adminPage), "the reminder").toEqual([]);
      await adminPage.goto(`/admin/documents/policies/${made.id}/signers`);
      await adminPage.getByRole("button", { name: "Proof of Robin Quill" }).click();
      await expect(adminPage.getByText("The chain of 1 link is intact")).toBeVisible();
      expect(await violations(adminPage)).toEqual([]);
    });

    test(`an invoice and a shared file have no violations (${scheme})`, async ({ client, clientPage, adminPage, admin }) => {
      const rows = `number,company,issued,due,currency,description,unit_price,note\nX-${unique()},${client.company.id},2026-01-05,2026-02-05,EUR,Support,1234.50,Thank you\n`;
      const { records } = (await admin.post<{ records: { id: string }[] }>("/api/manage/invoices/import", new TextEncoder().encode(rows), { "content-type": "text/csv" })).body;
      const kept = (await admin.post<{ id: string }>("/api/manage/uploads?name=plan.txt", new TextEncoder().encode("plan"), { "content-type": "text/plain" })).body;
      const file = (await admin.post<{ id: string }>("/api/manage/documents/files", { upload: kept.id, about: { title: "Plan", shown_to: { all: false, companies: [client.company.id] } } })).body;
      const invoice = records[0]?.id ?? "";
      const pages: [Page, string][] = [[clientPage, `/portal/invoices/${invoice}`], [clientPage, "/portal/documents?tab=files"], [adminPage, `/admin/invoices/${invoice}`], [adminPage, `/admin/documents/files/${file.id}`]];
      for (const [page, path] of pages) {
        await page.goto(path);
        await settled(page);
        expect(await violations(page), path).toEqual([]);
      }
    });

    test(`dialogs, menus and the phone's drawer have no violations (${scheme})`, async ({ clientPage: page }) => {
      await page.goto("/portal/dashboard");
      await settled(page);
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Account:/ }).click();
      await expect(page.getByRole("menu")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 390, height: 844 });
      await page.getByRole("button", { name: "Open menu" }).click();
      await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("a form with mistakes has no violations", async ({ clientPage: page }) => {
  await page.goto("/portal/tickets/new");
  await settled(page);
  await page.getByRole("button", { name: "Submit ticket" }).click();
  await expect(page.getByText("Enter a subject.", { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
