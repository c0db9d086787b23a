import { newTicket, upload } from "../lib/data";
import { message, openTicket } from "../lib/pages";
import { expect, test } from "../lib/test";

/** Each would, opened on the portal's own origin as what it says it is, call `alert`, which fails the test. */
const corpus: [string, string | Uint8Array<ArrayBuffer>][] = [
  ["page.html", "<!doctype html><script>alert(document.cookie)</script>"],
  ["drawing.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>`],
  ["picture.png", "<html><script>alert(3)</script></html>"],
  ["feed.xml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(4)</script></html>`],
  ["script.js", "alert(5)"],
  ["letter.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(6))>>>>endobj\ntrailer<</Root 1 0 R>>"],
  ["notes.txt", "<script>alert(7)</script>"],
  ["gif.html", new Uint8Array([...new TextEncoder().encode("GIF89a/*"), ...new TextEncoder().encode("*/=1;alert(8);<script>alert(8)</script>")])],
  [`"><img src=x onerror=alert(9)>.txt`, "the name is the attack"],
];

test("sec_08_hostile_files_opened_in_a_browser_run_nothing", async ({ client, clientPage: page }) => {
  const attachments: string[] = [];
  for (const [name, content] of corpus) attachments.push(await upload(client.api, name, content));
  const ticket = await newTicket(client.api, { description: "See these.", attachments });
  await openTicket(page, "portal", ticket.id);
  const portal = new URL(page.url());
  const links = message(page, "See these.").getByRole("list", { name: "Attachments" }).getByRole("link", { name: /^Download / });
  await expect(links).toHaveCount(corpus.length);

  for (const address of await links.evaluateAll((found) => found.map((link) => (link as HTMLAnchorElement).href))) {
    for (const target of [address, address.replace(/\?.*$/, "")]) {
      const answer = await page.request.get(target, { maxRedirects: 0 });
      expect(answer.status(), target).toBe(302);
      const file = new URL(answer.headers().location ?? "", portal);
      expect(file.host, "files never share the portal's host").not.toBe(portal.host);

      const served = await page.request.get(file.href);
      const headers = served.headers();
      expect(headers["x-content-type-options"], file.pathname).toBe("nosniff");
      expect(headers["content-type"] ?? "").not.toMatch(/html|svg|xml|javascript/);
      expect(headers["content-security-policy"] ?? "").toContain("sandbox");
      expect(served.headersArray().some((header) => header.name.toLowerCase() === "set-cookie")).toBe(false);

      // As a person would: open it. A download ends the navigation, which is the good case.
      const tab = await page.context().newPage();
      let alerted = false;
      tab.on("dialog", (dialog) => {
        alerted = true;
        void dialog.dismiss();
      });
      await tab.goto(file.href).catch(() => undefined);
      await tab.evaluate(() => 1).catch(() => undefined);
      expect(alerted, file.pathname).toBe(false);
      await tab.close();
    }
  }
});

test("more than ten files or 25 MB are refused before they are sent", async ({ clientPage: page }) => {
  await page.goto("/portal/tickets/new");
  const small = (index: number) => ({ name: `note ${index}.txt`, mimeType: "text/plain", buffer: Buffer.from(`note ${index}`) });
  await page.locator("input[type=file]").setInputFiles(Array.from({ length: 11 }, (_, index) => small(index)));
  await expect(page.getByText("At most 10 files at a time.")).toBeVisible();
});
