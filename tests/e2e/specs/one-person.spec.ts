import type { BrowserContext, Page } from "@playwright/test";
import { Api } from "../lib/api";
import { newTicket, newUser, unique, type Person } from "../lib/data";
import { clientLink } from "../lib/hub";
import { mailedLink } from "../lib/mail";
import { fillTicket, heading, message, openTicket, submitTicket } from "../lib/pages";
import { demo, expect, test } from "../lib/test";

const secret = "SECRET of Robin";
const writing = (page: Page) => page.getByRole("textbox", { name: "Write a message" });
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));

/** What was said about a ticket after its description. */
async function said(api: Api, ticket: string): Promise<(string | undefined)[]> {
  const { body } = await api.get<{ comments: { body?: string }[] }>(`/api/portal/tickets/${ticket}`);
  return body.comments.slice(1).map((comment) => comment.body);
}

async function signIn(page: Page, tenant: string, person: Person): Promise<void> {
  await page.goto(`/portal/login?tenant=${tenant}`);
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/portal\/dashboard$/);
  await expect(heading(page)).toContainText("Hello");
}

async function signOut(page: Page, person: Person): Promise<void> {
  await page.getByRole("button", { name: `Account: ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
}

/** Puts another session into the browser without a word to its pages. */
const putSession = (context: BrowserContext, { session }: Api) =>
  context.addCookies([{ name: "portal_session", value: session, url: demo.address, httpOnly: true, secure: true, sameSite: "Lax" }]);

test("sec_34: nothing that somebody began to write is there for the next person @main", async ({ page, context, admin, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  const ticket = await newTicket(client.api);
  const xaver = await newUser(admin, client.company, { name: "Xaver Quill", access: "company" } as Partial<Person>);
  await signIn(page, msp.slug, client.person);
  // A second tab still has a comment open while the first signs out.
  const second = await context.newPage();
  await openTicket(second, "portal", ticket.id);
  await writing(second).fill(`${secret}, a comment`);
  await page.bringToFront();
  await page.goto("/portal/tickets/new");
  await fillTicket(page, secret);
  await expect.poll(() => stored(page)).toContain(secret);
  await signOut(page, client.person);
  await expect(second.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(await stored(page)).not.toContain(secret);

  await signIn(page, msp.slug, xaver);
  await page.goto("/portal/tickets/new");
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("");
  await openTicket(page, "portal", ticket.id);
  await expect(writing(page)).toHaveValue("");
  expect(await stored(page)).not.toContain(secret);
});

test("sec_34: a page of one person is closed when somebody else joins in another tab, and comes back with what was typed", async ({ page, context, admin, msp, client, complaints }) => {
  complaints.expect(/status of 409/);
  const ticket = await newTicket(client.api);
  await signIn(page, msp.slug, client.person);
  await openTicket(page, "portal", ticket.id);
  await writing(page).fill(secret);
  const email = `xaver.${unique()}@quill.example`;
  await admin.post(`/api/manage/companies/${client.company.id}/users`, { name: "Xaver Quill", email, role: "user", access: "company" });
  const second = await context.newPage();
  await second.goto(await mailedLink(email, "/portal/register"));
  await second.getByRole("textbox", { name: "New password" }).fill("seven green bottles");
  await second.getByRole("button", { name: "Set password and sign in" }).click();
  await expect(heading(second)).toHaveText("Hello, Xaver");

  const dialog = page.getByRole("alertdialog", { name: "You are now signed in as Xaver Quill" });
  await expect(dialog).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  expect(await page.content()).not.toContain(ticket.subject);
  expect(await page.title()).not.toContain(ticket.subject);
  expect(await stored(page)).not.toContain(secret);

  await signOut(second, { ...client.person, name: "Xaver Quill" });
  await signIn(second, msp.slug, client.person);
  await expect(writing(page)).toHaveValue(secret);
  expect(await said(client.api, ticket.id)).toEqual([]);
});

test("sec_34: what is sent from a page of one person is never another's @main", async ({ page, context, admin, msp, client, complaints }) => {
  complaints.expect(/status of 409/);
  const ticket = await newTicket(client.api);
  const xaver = await Api.signIn(msp.slug, await newUser(admin, client.company, { name: "Xaver Quill", access: "company" } as Partial<Person>));
  await signIn(page, msp.slug, client.person);
  await openTicket(page, "portal", ticket.id);
  await writing(page).fill(secret);
  await putSession(context, xaver);
  const dialog = page.getByRole("alertdialog", { name: "You are now signed in as Xaver Quill" });
  // The page may have noticed by itself before anybody could send.
  await page.getByRole("button", { name: "Send" }).click({ timeout: 2_000 }).catch(() => undefined);
  await expect(dialog).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  expect(await said(client.api, ticket.id)).toEqual([]);
  await expect(page.getByRole("button", { name: "Continue as Xaver Quill" })).toBeFocused();
  await page.getByRole("button", { name: "Continue as Xaver Quill" }).click();
  await expect(heading(page)).toHaveText("Hello, Xaver");
});

test("sec_34: acting in a client's name closes the staff's other pages until it ends", async ({ adminPage: page, client, complaints }) => {
  complaints.expect(/status of 409/);
  const ticket = await newTicket(client.api);
  await openTicket(page, "admin", ticket.id);
  const reply = page.getByRole("textbox", { name: /Reply to/ });
  await reply.fill(secret);
  const second = await page.context().newPage();
  complaints.listen(second);
  await second.goto(`/admin/users/${client.person.id}`);
  await second.getByRole("button", { name: `Sign in as ${client.person.name}` }).click();
  await second.getByRole("textbox", { name: "Reason" }).fill("Ticket 1042");
  await second.getByRole("dialog").getByRole("button", { name: "Sign in as this person" }).click();
  await expect(heading(second)).toHaveText("Hello, Robin");
  await expect(page.getByRole("alertdialog", { name: `You now see the portal as ${client.person.name}` })).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await second.getByRole("region", { name: "Signed in as somebody else" }).getByRole("button", { name: "Back to my account" }).click();
  await expect(second).toHaveURL(/\/admin\/users/);
  await expect(reply).toHaveValue(secret);
});

test("sec_34: Back shows nothing of somebody who has signed out since, with the browser's memory for it on", async ({ playwright, msp, client, launchOptions }) => {
  const ticket = await newTicket(client.api);
  const own = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  const context = await own.newContext({ baseURL: demo.address, locale: "en-GB" });
  const seen: string[] = [];
  // What a page shows in its first moments after Back, whether it came out of the memory or was loaded.
  await context.exposeBinding("portalSeen", (_source, text: string) => { seen.push(text); });
  await context.addInitScript(() => {
    addEventListener("pageshow", () => {
      const tell = (window as unknown as { portalSeen: (text: string) => void }).portalSeen;
      let turns = 0;
      const look = () => {
        tell(document.body.innerText);
        if ((turns += 1) < 30) requestAnimationFrame(look);
      };
      look();
    });
  });
  const page = await context.newPage();
  await signIn(page, msp.slug, client.person);
  await openTicket(page, "portal", ticket.id);
  const outside = `${demo.address.replace("localhost", "127.0.0.1")}/api/health`;

  // While the person is the same, Back is Back.
  await page.goto(outside);
  await page.goBack();
  await expect(heading(page)).toHaveText(ticket.subject);

  await page.goto(outside);
  const second = await context.newPage();
  await second.goto("/portal/dashboard");
  await signOut(second, client.person);
  seen.length = 0;
  await page.bringToFront();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.join("\n")).not.toContain(ticket.subject);
  await own.close();
});

test("eight tabs at once all load over one connection, and go on hearing when the one that listens is closed", async ({ clientPage, client, technician }) => {
  test.slow();
  const ticket = await newTicket(client.api);
  const context = clientPage.context();
  const streams: Page[] = [];
  context.on("request", (request) => { if (request.url().endsWith("/api/portal/events")) streams.push(request.frame().page()); });
  const tabs = [clientPage, ...(await Promise.all(Array.from({ length: 7 }, () => context.newPage())))];
  await Promise.all(tabs.map((tab) => openTicket(tab, "portal", ticket.id)));
  // What is loaded can also be sent: no connection is used up.
  await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: "Heard by all", internal: false });
  for (const tab of tabs) await expect(message(tab, "Heard by all")).toBeVisible();
  expect(streams).toHaveLength(1);

  await streams[0]?.close();
  await expect.poll(() => streams.length).toBe(2);
  await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: "Heard by the rest", internal: false });
  for (const tab of tabs.filter((each) => each !== streams[0])) await expect(message(tab, "Heard by the rest")).toBeVisible();
});

test("a ticket whose answer got lost is not made twice by sending its draft again", async ({ clientPage: page, client, complaints }) => {
  complaints.expect(/ERR_FAILED|status of 422/);
  const subject = `Lost answer ${unique()}`;
  const lose = async (url: string) => {
    await page.route(url, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch();
      await route.abort();
    });
  };
  await lose("**/api/portal/tickets");
  await page.goto("/portal/tickets/new");
  await fillTicket(page, subject);
  await submitTicket(page);
  await expect(page.getByText("No connection to the portal.", { exact: false })).toBeVisible();
  await page.unroute("**/api/portal/tickets");
  await page.goto("/portal/tickets/new");
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue(subject);
  await submitTicket(page);
  await expect(heading(page)).toHaveText(subject);
  const list = await client.api.get<{ items: { id: string; subject: string }[] }>("/api/portal/tickets");
  expect(list.body.items.map((ticket) => ticket.subject)).toEqual([subject]);

  // The same for a comment, and where the text was changed since the page says what happened instead of doubling it.
  const ticket = list.body.items[0]?.id ?? "";
  await lose(`**/api/portal/tickets/${ticket}/comments`);
  await writing(page).fill("Said once");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("No connection to the portal.", { exact: false })).toBeVisible();
  await page.unroute(`**/api/portal/tickets/${ticket}/comments`);
  await page.reload();
  await expect(writing(page)).toHaveValue("Said once");
  await writing(page).fill("Said once, otherwise");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("An earlier attempt with different content was already saved.", { exact: false })).toBeVisible();
  await writing(page).fill("Said twice on purpose");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(message(page, "Said twice on purpose")).toBeVisible();
  expect(await said(client.api, ticket)).toEqual(["Said once", "Said twice on purpose"]);
});

test("the page that was wanted comes after signing in from the Hub", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 401/);
  const link = { sub: unique(), email: `nora.${unique()}@hub.example` };
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await page.goto("/portal/announcements");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.goto(clientLink(msp, client.company.id, link));
  await expect(page).toHaveURL(/\/portal\/announcements$/);
  // Once: the next time the Hub leads to where it always does.
  await page.goto(clientLink(msp, client.company.id, link));
  await expect(page).toHaveURL(/\/portal\/tickets$/);
});
