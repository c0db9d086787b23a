import { fileURLToPath } from "node:url";
import { Api } from "../lib/api";
import { loginOf } from "../lib/demo";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

// The pictures of the docs: made only when asked for, of the demonstration data, light, 1440 pixels wide.
test.skip(process.env.UPDATE_SCREENSHOTS !== "1", "UPDATE_SCREENSHOTS=1 makes the pictures of the docs");
test.use({ viewport: { width: 1440, height: 900 } });

const picture = (name: string) => fileURLToPath(new URL(`../../../docs/screenshots/${name}.png`, import.meta.url));

test("login", async ({ page, msp }) => {
  await page.goto(`/portal/login?tenant=${msp.slug}`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture("login") });
});

test("dashboard and ticket", async ({ openAs, msp }) => {
  const session = await Api.signIn(msp.slug, loginOf(msp, "company_admin"));
  const page = await openAs(session);
  await page.goto("/portal/dashboard");
  await expect(heading(page)).toHaveText(/^Hello/);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture("dashboard") });

  const { body } = await session.get<{ items: { id: string; status: string; message_count: number }[] }>("/api/portal/tickets?limit=100");
  const busiest = body.items.filter((ticket) => ticket.status !== "closed").sort((one, other) => other.message_count - one.message_count)[0];
  await page.goto(`/portal/tickets/${busiest?.id ?? ""}`);
  await expect(page.getByRole("region", { name: "Conversation" })).toBeVisible();
  await page.screenshot({ path: picture("ticket") });
});

test("admin tickets", async ({ adminPage: page }) => {
  await page.goto("/admin/tickets");
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture("admin-tickets") });
});
