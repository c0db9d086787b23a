import { Api } from "../lib/api";
import { newTicket, newUser, unique } from "../lib/data";
import { heading, openTicket } from "../lib/pages";
import { expect, test } from "../lib/test";

const noSideways = (page: import("@playwright/test").Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("a subject of 500 characters is whole on its page and two lines in the list", async ({ client, clientPage: page }) => {
  for (const subject of [`${"abc ".repeat(124)}end!`, "x".repeat(500)]) {
    const ticket = await newTicket(client.api, { subject });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await openTicket(page, "portal", ticket.id);
      await expect(heading(page)).toHaveText(subject);
      expect(await noSideways(page)).toBeLessThanOrEqual(0);
      await page.goto("/portal/tickets");
      const link = page.locator(`a[href$="${ticket.id}"]`);
      const height = await link.evaluate((element) => element.getBoundingClientRect().height / parseFloat(getComputedStyle(element).lineHeight));
      expect(height).toBeLessThanOrEqual(2.5);
      expect(await noSideways(page)).toBeLessThanOrEqual(0);
    }
  }
});

test("names of any script read as they should", async ({ admin, client, openAs, msp }) => {
  const names = ["ياسمين الخطيب", "👩🏽‍🔧 Ада Лавлейс", "Zoë O’Hara-Müller", "山田 太郎"];
  for (const name of names) {
    const person = await newUser(admin, client.company, { name });
    const session = await Api.signIn(msp.slug, person);
    const ticket = await newTicket(session, { subject: `مرحبا ${unique()} – 🖨️ العنوان`, description: "שלום, world" });
    const page = await openAs(session);
    await openTicket(page, "portal", ticket.id);
    await expect(page.getByRole("article", { name: `Message from ${name}` })).toBeVisible();
    await expect(heading(page)).toHaveCSS("direction", "rtl");
    expect(await noSideways(page)).toBeLessThanOrEqual(0);
  }
});

test("markup in words is shown, not run", async ({ client, clientPage: page }) => {
  const subject = `<img src=x onerror=alert(1)> "${unique()}" {{7*7}} &amp;`;
  const ticket = await newTicket(client.api, { subject, description: "<script>alert(2)</script>\n[x](javascript:alert(3))" });
  await openTicket(page, "portal", ticket.id);
  await expect(heading(page)).toHaveText(subject);
  await expect(page.getByRole("article").first()).toContainText("<script>alert(2)</script>");
  await page.goto("/portal/tickets");
  await expect(page.getByRole("link", { name: subject })).toBeVisible();
});
