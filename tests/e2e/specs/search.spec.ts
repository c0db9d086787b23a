import { newTicket, unique, upload } from "../lib/data";
import { expect, test } from "../lib/test";

test("a word of an answer or a file name finds the ticket, one of a note does for staff alone @main", async ({ client, clientPage, staffPage, technician }) => {
  const [answer, note, name] = [`Straße${unique()}`, `grumble${unique()}`, unique()];
  const file = await upload(client.api, `Quarterly_${name}.txt`, "hello");
  const ticket = await newTicket(client.api, { attachments: [file] });
  await newTicket(client.api);
  await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: `We found it in the ${answer}.`, internal: false });
  await technician.post(`/api/manage/tickets/${ticket.id}/comments`, { body: `A ${note}.`, internal: true });

  for (const [page, address] of [[clientPage, "/portal/tickets"], [staffPage, "/admin/tickets"]] as const) {
    await page.goto(address);
    const search = page.getByRole("searchbox", { name: "Search tickets" });
    const row = page.getByRole("row").filter({ hasText: ticket.subject });
    await search.fill(answer.replace("Straße", "STRASSE"));
    await expect(row).toContainText("Found in the conversation");
    await expect(page.getByRole("table").getByRole("link")).toHaveCount(1);
    await search.fill(name);
    await expect(row).toContainText("Found in the conversation");
    await search.fill(ticket.subject);
    await expect(row).toBeVisible();
    await expect(row).not.toContainText("Found in the conversation");
    await search.fill("🔥");
    await expect(page.getByRole("heading", { name: "No ticket matches" })).toBeVisible();
    await expect(page.getByText("Every word must be in the subject, the conversation or the name of a file.", { exact: false })).toBeVisible();
    await search.fill(note);
    await expect(page.getByRole("table").getByRole("link")).toHaveCount(page === staffPage ? 1 : 0);
  }
});

test("a company is found by other spellings", async ({ admin, adminPage: page }) => {
  const mark = unique();
  await admin.post("/api/manage/companies", { name: `Łódź Ørsted ${mark}` });
  await page.goto("/admin/clients");
  const search = page.getByRole("searchbox");
  await search.fill(`lodz orsted ${mark}`);
  await expect(page.getByRole("link", { name: `Łódź Ørsted ${mark}` })).toBeVisible();
  await search.fill(`-- 🔥`);
  await expect(page.getByRole("link", { name: `Łódź Ørsted ${mark}` })).toHaveCount(0);
});
