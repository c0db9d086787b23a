import { unique } from "../lib/data";
import { heading } from "../lib/pages";
import { expect, test } from "../lib/test";

interface Line {
  number: string;
  status?: string;
  due?: string;
  currency?: string;
  price?: string;
  link?: string;
}

function csv(company: string, lines: Line[]): string {
  const rows = lines.map(({ number, status = "sent", due = "2099-01-31", currency = "EUR", price = "1234.50", link = "" }) =>
    [number, company, status, "2026-01-05", due, currency, `Managed services ${number}`, "2", price, link].join(","),
  );
  return ["number,company,status,issued,due,currency,description,quantity,unit_price,pay_link", ...rows].join("\n");
}

test("an admin imports a file, and the client finds, opens and exports what is in it @main", async ({ adminPage, clientPage, client }) => {
  const mark = unique();
  const file = csv(client.company.id, [
    { number: `AA-${mark}`, link: "https://pay.example/1" },
    { number: `BB-${mark}`, due: "2026-01-31" },
    { number: `CC-${mark}`, status: "paid", currency: "JPY", price: "1200" },
    { number: `DD-${mark}`, status: "draft" },
    { number: `EE-${mark}`, price: "12.345" },
  ]);
  await adminPage.goto("/admin/invoices");
  await adminPage.getByRole("button", { name: "Import CSV" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Import invoices" });
  await dialog.locator("input[type=file]").setInputFiles({ name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await expect(dialog.getByText("4 new")).toBeVisible();
  await expect(dialog.getByText("1 with mistakes")).toBeVisible();
  await expect(dialog.getByText(/unit_price: .12\.345. is no amount/)).toBeVisible();
  await dialog.getByRole("button", { name: "Import 4 invoices" }).click();
  await expect(adminPage.getByText("4 invoices imported.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await clientPage.goto("/portal/dashboard");
  const figure = clientPage.getByRole("main").getByRole("link", { name: /2 unpaid invoices/ });
  await expect(figure).toContainText("1 overdue");
  await expect(figure).toContainText("€4,938.00");
  await figure.click();
  await expect(heading(clientPage)).toHaveText("Invoices");
  const table = clientPage.getByRole("table", { name: "Invoices" });
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByText("Overdue")).toBeVisible();

  await clientPage.getByRole("button", { name: "All", exact: true }).click();
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByText("¥2,400")).toBeVisible();
  await expect(table.getByText(`DD-${mark}`)).toHaveCount(0);
  const download = clientPage.waitForEvent("download");
  await clientPage.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^invoices-\d{4}-\d\d-\d\d\.csv$/);

  await clientPage.getByRole("searchbox", { name: "Search invoices" }).fill(`AA-${mark}`);
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("link", { name: `AA-${mark}` }).click();
  await expect(heading(clientPage)).toHaveText(`Invoice AA-${mark}`);
  await expect(clientPage.getByRole("link", { name: "Pay now" })).toHaveAttribute("href", "https://pay.example/1");
  await expect(clientPage.getByRole("region", { name: "What it consists of" })).toContainText("€2,469.00");
});

test("an admin marks an invoice as paid, takes it back and declares it void", async ({ adminPage, client }) => {
  const mark = unique();
  await adminPage.goto("/admin/invoices");
  await adminPage.getByRole("button", { name: "Import CSV" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Import invoices" });
  const file = Buffer.from(csv(client.company.id, [{ number: `P-${mark}` }]));
  await dialog.locator("input[type=file]").setInputFiles({ name: "one.csv", mimeType: "text/csv", buffer: file });
  await dialog.getByRole("button", { name: "Import 1 invoice" }).click();
  await expect(dialog).toBeHidden();
  await adminPage.getByRole("searchbox", { name: "Search invoices" }).fill(`P-${mark}`);
  await adminPage.getByRole("link", { name: `P-${mark}` }).click();
  const facts = adminPage.getByRole("complementary", { name: "About this invoice" });
  await adminPage.getByRole("button", { name: "Mark as paid" }).click();
  await expect(facts.getByText("Paid").first()).toBeVisible();
  await adminPage.getByRole("button", { name: "Take payment back" }).click();
  await expect(facts.getByText("To pay")).toBeVisible();
  await adminPage.getByRole("button", { name: "Void" }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Void" }).click();
  await expect(facts.getByText("Void")).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Mark as paid" })).toBeHidden();
});
