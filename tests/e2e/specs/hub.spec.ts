import { clientLink, staffLink } from "../lib/hub";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

test("a client comes over from the Hub and lands on the tickets; the same link again goes on in that session, and says why not without it", async ({ page, msp, client, complaints }) => {
  const link = clientLink(msp, client.company.id, { email: `nora.new@${client.company.id.toLowerCase().replace("_", "-")}.example` });
  await page.goto(link);
  await expect(page).toHaveURL(/\/portal\/tickets$/);
  await expect(page.getByRole("button", { name: "Account: Nora New" })).toContainText(client.company.name);

  await page.goto(link);
  await expect(page).toHaveURL(/\/portal\/tickets$/);
  // Two clicks: the answer to the second was on its way before the first had signed anybody in.
  const { user } = (await (await page.request.get("/api/auth/session")).json()) as { user: { id: string } };
  await page.goto(`/portal/sso-error?reason=replayed&tenant=${msp.slug}&person=${user.id}`);
  await expect(page).toHaveURL(/\/portal\/tickets$/);

  complaints.expect(/status of 401/);
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page).toHaveURL(/\/portal\/sso-error\?reason=replayed/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We couldn't sign you in");
  await expect(page.getByText("The Hub's token has already been used.")).toBeVisible();
  await expect(page.getByText("Each token works once. Go back to the Hub and open the portal again.")).toBeVisible();
});

test("a company admin of the Hub manages the company's tickets here", async ({ page, msp, client }) => {
  await page.goto(clientLink(msp, client.company.id, { access_level: "company_admin" }));
  await expect(page).toHaveURL(/\/portal\/tickets$/);
  const session = (await (await page.request.get("/api/auth/session")).json()) as { user: { role: string } };
  expect(session.user.role).toBe("company_admin");
});

test("staff come over from the Hub with the role that they have there", async ({ page, msp }) => {
  await page.goto(staffLink(msp, { orgRole: "viewer" }));
  await expect(page).toHaveURL(/\/admin$/);
  await expect(heading(page)).toHaveText("Overview");
  const session = (await (await page.request.get("/api/auth/session")).json()) as { user: { role: string } };
  expect(session.user.role).toBe("viewer");
});

test("each rule that fails has its own page, in the portal's look where that is known", async ({ page, msp, client, complaints }) => {
  complaints.expect(/status of 404/); // nobody knows which portal a forged token meant
  const past = Math.floor(Date.now() / 1000) - 100;
  for (const [link, reason, text] of [
    [clientLink(msp, client.company.id, { iat: past, exp: past + 70 }), "expired", "The Hub's token has expired."],
    [clientLink(msp, client.company.id, { context: "hub" }), "wrong_context", "The Hub's token is meant for something else."],
    [clientLink(msp, "nobody-knows-it"), "unknown_company", "Your company isn't known to this portal."],
    [clientLink(msp, client.company.id, { email: client.person.email }), "email_taken", "Another account here already has your email address."],
    [clientLink(msp, client.company.id).replace(/.{10}$/, "AAAAAAAAAA"), "forged", "The Hub's token isn't signed as expected."],
    ["/api/auth/client-hub-sso", "missing", "The link from the Hub came without its token."],
  ] as const) {
    await page.goto(link);
    await expect(page).toHaveURL(new RegExp(`/portal/sso-error\\?reason=${reason}`));
    await expect(page.getByText(text)).toBeVisible();
    await expect(page.getByText(`Reason: ${reason}`)).toBeVisible();
  }
  await page.goto(clientLink(msp, "nobody-knows-it"));
  await expect(page.getByRole("link", { name: "Sign in another way" })).toHaveAttribute("href", `/portal/login?tenant=${msp.slug}&choose=1`);
});
