import { newTicket, upload } from "../lib/data";
import { demo, expect, test } from "../lib/test";

test("the portal works under both names of this machine, and files come from the other one", async ({ client, browser, msp }) => {
  const file = await upload(client.api, "notes.txt", "A line of text.");
  const ticket = await newTicket(client.api, { attachments: [file] });
  const port = new URL(demo.address).port;
  for (const [own, other] of [["localhost", "127.0.0.1"], ["127.0.0.1", "localhost"]] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://${own}:${port}/portal/login?tenant=${msp.slug}`);
    await page.getByRole("textbox", { name: "Email" }).fill(client.person.email);
    await page.getByLabel("Password", { exact: true }).fill(client.person.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
    expect(new URL(page.url()).hostname).toBe(own);

    await page.goto(`http://${own}:${port}/portal/tickets/${ticket.id}`);
    const link = await page.getByRole("link", { name: /notes\.txt/ }).first().getAttribute("href");
    const { location } = (await page.request.get(new URL(link ?? "", page.url()).href, { maxRedirects: 0 })).headers();
    expect(new URL(location ?? "").hostname).toBe(other);
    expect(await (await page.request.get(location ?? "")).text()).toBe("A line of text.");
    await context.close();
  }
});
