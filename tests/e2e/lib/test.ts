import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { Api } from "./api";
import { newCompany, newUser, type Company, type Person } from "./data";
import { demo, loginOf, tenantOf, type DemoTenant } from "./demo";
import { Complaints } from "./complaints";

interface Client {
  person: Person;
  company: Company;
  api: Api;
}

interface Fixtures {
  /** The tenant that most tests work in. */
  msp: DemoTenant;
  /** Fails the test when a page breaks the content policy or throws. */
  complaints: Complaints;
  /** A new company with one person of it, made for this test alone. */
  client: Client;
  /** A browser of that person, signed in. */
  clientPage: Page;
  /** A browser of a technician, signed in. */
  staffPage: Page;
  /** A browser of an admin, signed in. */
  adminPage: Page;
  /** Opens one more browser in somebody's name. */
  openAs: (session: Api, scheme?: "light" | "dark") => Promise<Page>;
}

interface Workers {
  admin: Api;
  technician: Api;
}

export const test = base.extend<Fixtures, Workers>({
  admin: [async ({}, use) => { await use(await Api.signIn(tenantOf("msp").slug, loginOf(tenantOf("msp"), "admin"))); }, { scope: "worker" }],
  technician: [async ({}, use) => { await use(await Api.signIn(tenantOf("msp").slug, loginOf(tenantOf("msp"), "technician"))); }, { scope: "worker" }],
  msp: async ({}, use) => { await use(tenantOf("msp")); },
  complaints: [async ({}, use) => {
    const complaints = new Complaints();
    await use(complaints);
    expect(complaints.unexpected()).toEqual([]);
  }, { auto: true }],
  page: async ({ page, complaints }, use) => {
    complaints.listen(page);
    await use(page);
  },
  client: async ({ admin, msp }, use) => {
    const company = await newCompany(admin);
    const person = await newUser(admin, company);
    await use({ person, company, api: await Api.signIn(msp.slug, person) });
  },
  openAs: async ({ browser, complaints }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (session, scheme) => {
      const context = await contextFor(browser, session, scheme);
      opened.push(context);
      const page = await context.newPage();
      complaints.listen(page);
      return page;
    });
    for (const context of opened) await context.close();
  },
  clientPage: async ({ openAs, client }, use) => { await use(await openAs(client.api)); },
  staffPage: async ({ openAs, technician }, use) => { await use(await openAs(technician)); },
  adminPage: async ({ openAs, admin }, use) => { await use(await openAs(admin)); },
});

async function contextFor(browser: Browser, session: Api, colorScheme?: "light" | "dark"): Promise<BrowserContext> {
  const context = await browser.newContext(colorScheme && { colorScheme });
  await context.addCookies([{ name: "portal_session", value: session.session, url: demo.address, httpOnly: true, secure: true, sameSite: "Lax" }]);
  return context;
}

export { expect, demo };
