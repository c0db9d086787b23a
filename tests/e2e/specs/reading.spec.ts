import type { Page } from "@playwright/test";
import { unique } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

const fence = "```";

/** Texts that tried to stand where nobody looks. */
const hostile = [
  `${fence}\nThe service is free${" ".repeat(2000)}The client pays 1000000\n${fence}`,
  `    The service is free${"\u00A0".repeat(1500)}The client pays`,
  `- item\n\n      code in it${" ".repeat(500)}and the end`,
  `${"> ".repeat(12)}deep in quotes`,
  `${Array.from({ length: 8 }, (_, level) => `${"  ".repeat(level)}- Pay ${level}00`).join("\n")}`,
  `|${"column|".repeat(20)}\n|${"-|".repeat(20)}\n|${"a long word|".repeat(20)}`,
  `| a | b |\n|---|---|\n| ${"w".repeat(2000)} | The client pays |`,
  `${"w".repeat(3000)} end`,
];

/** What of the text stands beyond the edges of its view, in words. */
const beyond = (page: Page) =>
  page.getByRole("region", { name: /^Text of/ }).evaluate((view) => {
    const edge = view.getBoundingClientRect();
    const texts = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        if (box.width > 0 && (box.right > edge.right + 1 || box.left < edge.left - 1)) found.push(`${Math.round(box.left)}..${Math.round(box.right)}: ${(text.nodeValue ?? "").slice(0, 40)}`);
      }
    }
    return found;
  });

for (const width of [1280, 390, 320]) {
  test(`sec_29_nothing_of_a_text_to_sign_stands_beyond_the_edge at ${width} px`, async ({ client, clientPage: page, admin }) => {
    const title = `Edges ${unique()}`;
    const path = "/api/manage/documents/policies";
    const body = { title, issuer: "Northwind", shown_to: { all: false, companies: [client.company.id] }, sections: hostile.map((text) => ({ heading: "", body: text })) };
    const made = (await admin.post<{ id: string; version: number }>(path, body)).body;
    await admin.post(`${path}/${made.id}/publish`, undefined, { "if-match": `"${made.version}"` });
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/portal/documents/${made.id}`);
    await expect(page.getByText("The service is free").first()).toBeVisible();
    expect(await beyond(page)).toEqual([]);
  });
}

test("sec_29_each_clause_runs_as_its_own_letters_do", async ({ client, clientPage: page, admin }) => {
  const path = "/api/manage/documents/policies";
  const body = {
    title: `Directions ${unique()}`,
    issuer: "Northwind",
    shown_to: { all: false, companies: [client.company.id] },
    sections: [{ heading: "", body: "שלום\n\n1000 / 20 EUR\n\n- 100 - 5 percent\n- שלום 100 - 5" }],
  };
  const made = (await admin.post<{ id: string; version: number }>(path, body)).body;
  await admin.post(`${path}/${made.id}/publish`, undefined, { "if-match": `"${made.version}"` });
  await page.goto(`/portal/documents/${made.id}`);
  await expect(heading(page)).toBeVisible();
  await expect(page.getByText("1000 / 20 EUR")).toBeVisible();
  const order = (text: string, first: string, second: string) =>
    page.getByText(text).evaluate(
      (block, [one, two]) => {
        const node = Array.from(block.childNodes).find((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.includes(one ?? ""));
        const left = (word: string) => {
          const range = document.createRange();
          const at = node?.nodeValue?.indexOf(word) ?? 0;
          range.setStart(node as Node, at);
          range.setEnd(node as Node, at + word.length);
          return range.getBoundingClientRect().left;
        };
        return left(one ?? "") < left(two ?? "");
      },
      [first, second],
    );
  expect(await order("1000 / 20 EUR", "1000", "EUR")).toBe(true);
  expect(await order("100 - 5 percent", "100", "percent")).toBe(true);
  // Hebrew begins at the right.
  expect(await order("שלום 100 - 5", "שלום", "100")).toBe(false);
});
