import { expect, type Page } from "@playwright/test";

/** Writes the form of a new ticket without sending it. */
export async function fillTicket(page: Page, subject: string, description = "It began this morning."): Promise<void> {
  await page.getByRole("textbox", { name: "Subject" }).fill(subject);
  await page.getByRole("textbox", { name: "Description" }).fill(description);
}

export const submitTicket = (page: Page) => page.getByRole("button", { name: "Submit ticket" }).click();

/** The heading of the page that is open. */
export const heading = (page: Page) => page.getByRole("main").getByRole("heading", { level: 1 });

export async function openTicket(page: Page, side: "portal" | "admin", id: string): Promise<void> {
  await page.goto(`/${side}/tickets/${id}`);
  await expect(page.getByRole("region", { name: "Conversation" })).toBeVisible();
}

export const message = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

/** The person's fact list shows this status. */
export const status = (page: Page, name: string) => page.getByRole("main").getByText(name, { exact: true }).first();
