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
    { number: `QA-${mark}`, link: "https://pay.example/1" },
    { number: `BB-${mark}`, due: "2026-01-31" },
    { number: `CC-${mark}`, status: "paid", currency: "JPY", price: "1200" },
    { number: `DD-${mark}`, status: "draft" },
    { number: `EE-${mark}`, price: "12.3456789" },
  ]);
  await adminPage.goto("/admin/invoices");
  await adminPage.getByRole("button", { name: "Import CSV" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Import invoices" });
  await dialog.locator("input[type=file]").setInputFiles({ name: "invoices.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await expect(dialog.getByText("4 new")).toBeVisible();
  await expect(dialog.getByText("1 with mistakes")).toBeVisible();
  await expect(dialog.getByText(/Unit price: .12\.3456789. is no amount/)).toBeVisible();
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

  await clientPage.getByRole("searchbox", { name: "Search invoices" }).fill(`QA-${mark}`);
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("link", { name: `QA-${mark}` }).click();
  await expect(heading(clientPage)).toHaveText(`Invoice QA-${mark}`);
  await expect(clientPage.getByRole("link", { name: "Pay now" })).toHaveAttribute("href", "https://pay.example/1");
  await expect(clientPage.getByRole("region", { name: "Line items" })).toContainText("€2,469.00");
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

test("a German file is asked about the number that can mean two amounts", async ({ adminPage, client }) => {
  const mark = unique();
  await adminPage.goto("/admin/invoices");
  await adminPage.getByRole("button", { name: "Import CSV" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Import invoices" });
  const file = `sep=;\r\nRechnungsnummer;Kunde;Rechnungsdatum;Währung;Bezeichnung;Menge;Einzelpreis\r\nDE-${mark};${client.company.id};15.02.2026;EUR;Server für Büro;2;1.000\r\n`;
  // As an old spreadsheet under Windows saves it.
  await dialog.locator("input[type=file]").setInputFiles({ name: "rechnungen.csv", mimeType: "text/csv", buffer: Buffer.from(file, "latin1") });
  await expect(dialog.getByText("1 new")).toBeVisible();
  const question = dialog.getByRole("radiogroup", { name: "“1.000” can mean two amounts. Which one is meant?" });
  await expect(question.getByRole("radio", { name: /“1\.000” is read as 1,000: the decimal mark is a comma/ })).toBeChecked();
  // Chosen once the file has been read again.
  await question.getByRole("radio", { name: /“1\.000” is read as 1: the decimal mark is a point/ }).click();
  await expect(dialog.getByText(/The decimal mark is a point \(/)).toBeVisible();
  await question.getByRole("radio", { name: /is read as 1,000/ }).click();
  await expect(dialog.getByText(/The decimal mark is a comma \(/)).toBeVisible();
  await dialog.getByText("Columns and encoding").click();
  await expect(dialog.getByLabel("Encoding")).toHaveValue("windows-1252");
  await expect(dialog.getByLabel("Invoice number")).toHaveValue("0");
  await dialog.getByRole("button", { name: "Import 1 invoice" }).click();
  await expect(dialog).toBeHidden();
  await adminPage.getByRole("searchbox", { name: "Search invoices" }).fill(`DE-${mark}`);
  await adminPage.getByRole("link", { name: `DE-${mark}` }).click();
  const sheet = adminPage.getByRole("region", { name: "Line items" });
  await expect(sheet).toContainText("Server für Büro");
  await expect(sheet).toContainText("€2,000.00");
});

test("a Xero export is recognized, with its credit note, and its columns can be assigned anew", async ({ adminPage, clientPage, client }) => {
  const mark = unique();
  const head =
    "ContactName,EmailAddress,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,Description,Quantity,UnitAmount,Discount,LineAmount,TaxAmount,Currency,Type,Status";
  const row = (number: string, text: string, total: string, tax: string, type: string) =>
    `${client.company.id},,${number},,15/02/2026,31/03/2099,${total},${tax},0.0000,${total},${text},1.0000,100.0000,,100.0000,${tax},GBP,${type},Awaiting Payment`;
  const file = [head, row(`X-${mark}`, "Support", "120.0000", "20.0000", "Sales invoice"), row(`CN-${mark}`, "Refund", "120.0000", "20.0000", "Sales credit note")].join("\n");
  await adminPage.goto("/admin/invoices");
  await adminPage.getByRole("button", { name: "Import CSV" }).first().click();
  const dialog = adminPage.getByRole("dialog", { name: "Import invoices" });
  await dialog.locator("input[type=file]").setInputFiles({ name: "SalesInvoices.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await expect(dialog.getByText("Recognized as a Xero file.")).toBeVisible();
  await expect(dialog.getByText("2 new")).toBeVisible();
  await dialog.getByText("Columns and encoding").click();
  await dialog.getByLabel("Company").selectOption("Not in this file");
  await expect(dialog.getByText("Still needed: Company.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Nothing to import" })).toBeDisabled();
  await dialog.getByLabel("Company").selectOption("ContactName");
  await dialog.getByRole("button", { name: "Import 2 invoices" }).click();
  await expect(dialog).toBeHidden();

  await clientPage.goto("/portal/invoices");
  await expect(clientPage.getByText("1 credit in your favor:")).toBeVisible();
  await clientPage.getByRole("button", { name: "Credit", exact: true }).click();
  await clientPage.getByRole("link", { name: `CN-${mark}` }).click();
  await expect(heading(clientPage)).toHaveText(`Credit note CN-${mark}`);
  await expect(clientPage.getByRole("region", { name: "Line items" })).toContainText("-£120.00");
});
