import { newTicket, unique } from "../lib/data";
import { fillTicket, heading, message, openTicket, submitTicket } from "../lib/pages";
import { expect, test } from "../lib/test";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGO4oyBNEDGMKsKqCAAIdUzdg0Y2qAAAAABJRU5ErkJggg==",
  "base64",
);

test("a client raises a ticket with attachments @main", async ({ clientPage: page }) => {
  const subject = `Printer prints blank pages ${unique()}`;
  await page.goto("/portal/dashboard");
  await page.getByRole("main").getByRole("link", { name: "Submit a ticket" }).click();
  await fillTicket(page, subject, "Since the update.\n\nSecond floor, by the window.");
  await page.getByRole("combobox", { name: "Category" }).selectOption("Hardware");
  await page.getByRole("combobox", { name: "Priority" }).selectOption("High");
  await page.locator("input[type=file]").setInputFiles([
    { name: "blank page.png", mimeType: "image/png", buffer: png },
    { name: "trace.txt", mimeType: "text/plain", buffer: Buffer.from("hop 1\nhop 2\n") },
  ]);
  await expect(page.getByRole("button", { name: "Remove trace.txt" })).toBeVisible();
  await submitTicket(page);
  await expect(heading(page)).toHaveText(subject);
  const facts = page.getByRole("complementary", { name: "Facts" });
  await expect(facts).toContainText("Hardware");
  await expect(facts).toContainText("High");
  const first = message(page, "Second floor, by the window.");
  await expect(first.getByRole("link", { name: "blank page.png", exact: true })).toBeVisible();
  const saved = page.waitForEvent("download");
  await first.getByRole("link", { name: "Download trace.txt" }).click();
  expect((await saved).suggestedFilename()).toBe("trace.txt");
});

test("staff answer and the client sees it without reloading @main", async ({ client, clientPage, staffPage }) => {
  const ticket = await newTicket(client.api);
  await openTicket(clientPage, "portal", ticket.id);
  await staffPage.goto("/admin/tickets");
  await staffPage.getByRole("link", { name: ticket.subject }).click();
  await staffPage.getByRole("textbox", { name: "Reply to Robin Quill" }).fill("We are on our way.");
  await staffPage.getByRole("button", { name: "Send reply" }).click();
  await expect(message(staffPage, "We are on our way.")).toBeVisible();
  await expect(message(clientPage, "We are on our way.")).toBeVisible();

  await clientPage.getByRole("textbox", { name: "Write a message" }).fill("Thank you, see you soon.");
  await clientPage.keyboard.press("Control+Enter");
  await expect(message(staffPage, "Thank you, see you soon.")).toBeVisible();
});

test("an internal note never reaches the client @main", async ({ client, clientPage, staffPage }) => {
  const ticket = await newTicket(client.api);
  const seen: string[] = [];
  clientPage.on("response", (response) => {
    if (response.url().includes("/api/") && !response.url().includes("/events")) void response.text().then((text) => seen.push(text), () => undefined);
  });
  await openTicket(clientPage, "portal", ticket.id);
  await openTicket(staffPage, "admin", ticket.id);
  await staffPage.getByText("Internal note", { exact: true }).click();
  await staffPage.getByRole("textbox", { name: "Note for your colleagues" }).fill("They never pay on time.");
  await staffPage.getByRole("button", { name: "Add note" }).click();
  await expect(staffPage.getByRole("article", { name: /^Internal note from/ })).toContainText("They never pay on time.");

  // A public answer that comes after the note proves that the client's page is up to date.
  await staffPage.getByText("Reply", { exact: true }).click();
  await staffPage.getByRole("textbox", { name: "Reply to Robin Quill" }).fill("All clear now.");
  await staffPage.getByRole("button", { name: "Send reply" }).click();
  await expect(message(clientPage, "All clear now.")).toBeVisible();
  await expect(clientPage.getByText("never pay")).toHaveCount(0);
  await clientPage.reload();
  await expect(message(clientPage, "All clear now.")).toBeVisible();
  expect(seen.join("\n")).not.toContain("never pay");
});

test("the client closes a ticket, takes it back and finds it by its filter @main", async ({ client, clientPage: page }) => {
  const ticket = await newTicket(client.api);
  await openTicket(page, "portal", ticket.id);
  await page.getByRole("button", { name: "Close ticket" }).click();
  await expect(page.getByText("This ticket is closed.", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Reopen ticket" }).click();
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeVisible();
  await page.getByRole("button", { name: "Close ticket" }).click();
  await expect(page.getByRole("button", { name: "Reopen ticket" })).toBeVisible();

  await page.goto("/portal/tickets");
  const filter = page.getByRole("group", { name: "Filter by status" });
  await filter.getByText("Closed", { exact: true }).click();
  await expect(page.getByRole("link", { name: ticket.subject })).toBeVisible();
  await filter.getByText("Open", { exact: true }).click();
  await expect(page.getByRole("link", { name: ticket.subject })).toHaveCount(0);
});

test("resolved, confirmed and rated @main", async ({ client, clientPage, staffPage }) => {
  const ticket = await newTicket(client.api);
  await openTicket(clientPage, "portal", ticket.id);
  await openTicket(staffPage, "admin", ticket.id);
  await staffPage.getByRole("combobox", { name: "Status", exact: true }).selectOption("resolved");
  await clientPage.getByRole("button", { name: "Confirm it's solved" }).click();
  await expect(clientPage.getByText("Ticket #" + ticket.number + " is closed.", { exact: false })).toBeVisible();
  const rating = clientPage.getByRole("region", { name: "How did we do?" });
  await rating.getByRole("radio", { name: "5 of 5 stars" }).check({ force: true });
  await rating.getByRole("textbox").fill("Quick and kind.");
  await rating.getByRole("button", { name: "Send rating" }).click();
  await expect(clientPage.getByRole("region", { name: "Your rating" })).toContainText("5 of 5 stars");
  await expect(staffPage.getByRole("complementary", { name: "Facts" })).toContainText("Quick and kind.");
});

test("staff assign, prioritise and wait, and the client reads whose turn it is", async ({ client, clientPage, staffPage }) => {
  const ticket = await newTicket(client.api);
  await openTicket(clientPage, "portal", ticket.id);
  await openTicket(staffPage, "admin", ticket.id);
  await staffPage.getByRole("combobox", { name: "Priority", exact: true }).selectOption("critical");
  await expect(staffPage.getByText("Ticket updated.")).toBeVisible();
  await staffPage.getByRole("textbox", { name: "Reply to Robin Quill" }).fill("Which model is it?");
  await staffPage.getByRole("combobox", { name: "Status after sending" }).selectOption("waiting_on_client");
  await staffPage.getByRole("button", { name: "Send reply" }).click();
  await expect(clientPage.getByRole("complementary", { name: "Facts" })).toContainText("Waiting on you");
  await expect(clientPage.getByRole("complementary", { name: "Facts" })).toContainText("Critical");
  await clientPage.goto("/portal/dashboard");
  await expect(clientPage.getByText("One ticket is waiting for your answer.")).toBeVisible();
});

test("an open list shows a new ticket by itself @main", async ({ client, staffPage }) => {
  const word = unique();
  await staffPage.goto(`/admin/tickets?q=${word}`);
  await expect(staffPage.getByRole("heading", { name: "No ticket matches" })).toBeVisible();
  const ticket = await newTicket(client.api, { subject: `The lift says ${word}` });
  await expect(staffPage.getByRole("link", { name: ticket.subject })).toBeVisible({ timeout: 25_000 });
});

test("a double click makes one ticket", async ({ client, clientPage: page }) => {
  const subject = `Twice ${unique()}`;
  await page.goto("/portal/tickets/new");
  await fillTicket(page, subject);
  await page.getByRole("button", { name: "Submit ticket" }).dblclick();
  await expect(heading(page)).toHaveText(subject);
  const list = await client.api.get<{ items: { subject: string }[] }>("/api/portal/tickets");
  expect(list.body.items.map((ticket) => ticket.subject)).toEqual([subject]);
});

test("a draft is kept until it is sent", async ({ clientPage: page }) => {
  const subject = `Half a thought ${unique()}`;
  await page.goto("/portal/tickets/new");
  await fillTicket(page, subject, "It goes on like this");
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("like this");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue(subject);
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("It goes on like this");
  await submitTicket(page);
  await expect(heading(page)).toHaveText(subject);
  await page.goto("/portal/tickets/new");
  await expect(page.getByRole("textbox", { name: "Subject" })).toHaveValue("");
});

test("what is missing is said at the field and focused", async ({ clientPage: page }) => {
  await page.goto("/portal/tickets/new");
  await submitTicket(page);
  await expect(page.getByText("Enter a subject.", { exact: true })).toBeVisible();
  await expect(page.getByText("Describe what happened.", { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/portal\/tickets\/new$/);
});

test("the back button leads back to the list as it was", async ({ client, clientPage: page }) => {
  const ticket = await newTicket(client.api);
  await page.goto("/portal/tickets?status=open");
  await page.getByRole("link", { name: ticket.subject }).click();
  await expect(heading(page)).toHaveText(ticket.subject);
  await page.goBack();
  await expect(page).toHaveURL(/\/portal\/tickets\?status=open$/);
  await expect(page.getByRole("link", { name: ticket.subject })).toBeVisible();
  await page.goForward();
  await expect(heading(page)).toHaveText(ticket.subject);
});

test("after submitting, back does not lead into the form again", async ({ clientPage: page }) => {
  const subject = `Once ${unique()}`;
  await page.goto("/portal/tickets");
  await page.getByRole("main").getByRole("link", { name: "Submit ticket" }).click();
  await fillTicket(page, subject);
  await submitTicket(page);
  await expect(heading(page)).toHaveText(subject);
  await page.goBack();
  await expect(heading(page)).toHaveText("Tickets");
});

test("the search finds words of subject and description", async ({ client, clientPage: page }) => {
  const word = unique();
  const ticket = await newTicket(client.api, { subject: "The kettle is loud", description: `It whistles ${word} all day` });
  await newTicket(client.api);
  await page.goto("/portal/tickets");
  await page.getByRole("searchbox", { name: "Search tickets" }).fill(word);
  await expect(page).toHaveURL(new RegExp(word));
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("link", { name: ticket.subject })).toBeVisible();
});
