import { Api } from "../lib/api";
import { newTicket } from "../lib/data";
import { loginOf } from "../lib/demo";
import { heading, message, openTicket } from "../lib/pages";
import { expect, test } from "../lib/test";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the sections are in a drawer and the main action stays at the bottom @main", async ({ client, clientPage: page }) => {
    for (let made = 0; made < 8; made += 1) await newTicket(client.api);
    await page.goto("/portal/tickets");
    const action = page.getByRole("main").getByRole("link", { name: "Submit ticket" });
    await expect(action).toBeInViewport();
    await page.evaluate(() => { scrollTo(0, document.body.scrollHeight); });
    await expect(action).toBeInViewport();
    const box = await action.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(844 - 100);

    await page.getByRole("button", { name: "Open menu" }).tap();
    const drawer = page.getByRole("dialog", { name: "Menu" });
    await expect(drawer).toBeVisible();
    await drawer.getByRole("link", { name: "Dashboard" }).tap();
    await expect(drawer).toBeHidden();
    await expect(heading(page)).toHaveText("Hello, Robin");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test("targets are large enough for a thumb", async ({ client, clientPage: page }) => {
    const ticket = await newTicket(client.api);
    for (const path of ["/portal/dashboard", "/portal/tickets", "/portal/tickets/new", `/portal/tickets/${ticket.id}`]) {
      await page.goto(path);
      await expect(heading(page)).toBeVisible();
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("button, select, [role=radio], input:not([type=file])")]
          .filter((element) => element.checkVisibility() && !element.closest("[hidden], .visually-hidden"))
          .map((element) => ({ name: element.getAttribute("aria-label") ?? element.textContent, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
          .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
      );
      expect(small, path).toEqual([]);
    }
  });
});

test("dark is dark, is kept, and the brand stays readable", async ({ clientPage: page }) => {
  await page.goto("/portal/dashboard");
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.slice(0, 3).map(Number) ?? []);
  expect(Math.max(...(await ground()))).toBeLessThan(60);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  expect(Math.max(...(await ground()))).toBeLessThan(60);
});

test("as the system says, from the first paint", async ({ openAs, client }) => {
  const page = await openAs(client.api);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/portal/dashboard");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("the keyboard reaches everything", async ({ client, clientPage: page }) => {
  const ticket = await newTicket(client.api);
  await page.goto("/portal/dashboard");
  await expect(heading(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(heading(page)).toHaveText("Tickets");
  await expect(page.getByRole("link", { name: ticket.subject })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search tickets" })).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.getByRole("searchbox", { name: "Search tickets" }), "letters typed into a field are letters").toHaveValue("n");
  await page.keyboard.press("Escape");

  await page.goto("/portal/tickets");
  await page.getByRole("link", { name: ticket.subject }).focus();
  await page.keyboard.press("n");
  await expect(heading(page)).toHaveText("New ticket");

  await page.goto("/portal/dashboard");
  await expect(heading(page)).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toContainText("Submit a ticket");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});

test("arrows walk through a list", async ({ client, clientPage: page }) => {
  const older = await newTicket(client.api);
  const newer = await newTicket(client.api);
  await page.goto("/portal/tickets");
  await page.getByRole("link", { name: newer.subject }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: older.subject })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(older.subject);
});

test("a page that does not exist says so, inside the portal", async ({ clientPage: page, complaints }) => {
  complaints.expect(/status of 404/);
  await page.goto("/portal/nothing-here");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the start page" }).click();
  await expect(heading(page)).toHaveText("Hello, Robin");
  await page.goto("/portal/tickets/tkt_00000000000000000000000000");
  await expect(page.getByText("This doesn't exist, or you can't see it.")).toBeVisible();
});

test("another company's ticket looks as if it did not exist", async ({ admin, client, openAs, msp, complaints }) => {
  complaints.expect(/status of 404/);
  const { Api } = await import("../lib/api");
  const { newCompany, newUser } = await import("../lib/data");
  const ticket = await newTicket(client.api);
  const stranger = await newUser(admin, await newCompany(admin));
  const page = await openAs(await Api.signIn(msp.slug, stranger));
  await page.goto(`/portal/tickets/${ticket.id}`);
  await expect(page.getByText("This doesn't exist, or you can't see it.")).toBeVisible();
  await expect(page.getByText(ticket.subject)).toHaveCount(0);
});

test("offline says so, keeps what is read, and sends when the network is back", async ({ client, clientPage: page, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch|EventSource/);
  const ticket = await newTicket(client.api);
  await openTicket(page, "portal", ticket.id);
  await page.context().setOffline(true);
  await expect(page.getByText("You are offline.", { exact: false })).toBeVisible();
  await expect(heading(page)).toHaveText(ticket.subject);
  await page.getByRole("textbox", { name: "Write a message" }).fill("Written in a tunnel.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: "Waiting for the network" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(message(page, "Written in a tunnel.")).toBeVisible();
  await expect(page.getByText("You are offline.", { exact: false })).toHaveCount(0);
  const kept = await client.api.get<{ comments: { body?: string }[] }>(`/api/portal/tickets/${ticket.id}`);
  expect(kept.body.comments.filter((comment) => comment.body === "Written in a tunnel.")).toHaveLength(1);
});

test("a page whose program did not arrive tries once more, then says so", async ({ clientPage: page, complaints }) => {
  complaints.expect(/ERR_FAILED|Failed to load/);
  let asked = 0;
  const main = /\/assets\/start-[\w-]+\.js$/;
  await page.route(main, (route) => {
    asked += 1;
    return route.abort();
  });
  await page.goto("/portal/tickets");
  const said = page.getByRole("alert");
  await expect(said).toContainText("This page could not be loaded completely.");
  expect(asked).toBe(2);
  await page.unroute(main);
  await said.getByRole("button", { name: "Try again" }).click();
  await expect(heading(page)).toHaveText("Tickets");
});

test("when the session is over the page asks for the password and goes on", async ({ client, clientPage: page, complaints }) => {
  complaints.expect(/status of 401|ERR_FAILED/);
  // Without live updates it is the person's own action that finds the session gone.
  await page.route("**/api/portal/events", (route) => route.abort());
  const ticket = await newTicket(client.api);
  await openTicket(page, "portal", ticket.id);
  await page.getByRole("textbox", { name: "Write a message" }).fill("Still me.");
  await client.api.post("/api/auth/logout-everywhere");
  await page.getByRole("button", { name: "Send" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.getByRole("textbox", { name: "Password" }).fill("not this one at all");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog).toContainText("That password is not right.");
  await dialog.getByRole("textbox", { name: "Password" }).fill(client.person.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog).toBeHidden();
  await expect(message(page, "Still me.")).toBeVisible();
});

test("however many figures the dashboard has, nothing on it covers anything else", async ({ msp, openAs }) => {
  // Who administers a company with something of everything has the most of them.
  const page = await openAs(await Api.signIn(msp.slug, loginOf(msp, "company_admin")));
  for (const width of [1440, 1100, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/portal/dashboard");
    const help = page.getByRole("region", { name: "Something not working?" });
    await expect(help).toBeVisible();
    const [words, button] = await Promise.all([help.getByText("Tell us what you see.").boundingBox(), help.getByRole("link").boundingBox()]);
    const beside = (words?.x ?? 0) + (words?.width ?? 0) <= (button?.x ?? 0);
    const above = (words?.y ?? 0) + (words?.height ?? 0) <= (button?.y ?? 0);
    expect(beside || above, `at ${width}`).toBe(true);
    expect(words?.height, `one or two lines at ${width}`).toBeLessThan(60);
  }
});

test("an address with more than a page knows opens the page", async ({ client, clientPage: page, adminPage }) => {
  await newTicket(client.api);
  await page.goto("/portal/tickets?status=open&utm_source=mail");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await adminPage.goto("/admin/documents?tab=policies&fbclid=1");
  await expect(adminPage.getByRole("button", { name: "Share files" }).first()).toBeVisible();
  await expect(adminPage.getByText("Some fields need your attention.")).toHaveCount(0);
});

test("what lies over the page may come late: a click before it waits for it", async ({ client, openAs }) => {
  const page = await openAs(client.api);
  let release: () => void = () => undefined;
  const held = new Promise<void>((go) => { release = go; });
  await page.route("**/assets/overlays-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/portal/dashboard");
  const account = page.getByRole("button", { name: /^Account/ });
  await account.click();
  await expect(account).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("menu")).toBeHidden();
  release();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(account).toBeFocused();
});
