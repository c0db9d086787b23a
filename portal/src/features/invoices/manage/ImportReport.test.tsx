import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { InvoiceReport } from "@/api/types";
import { answers } from "@/test/answers";
import { showAs } from "@/test/render";
import { ImportReport } from "./ImportReport";

const company = "cmp_01M8QTHPN1K2N0FFYHBW1D6C92";

const report: InvoiceReport = {
  created: 2,
  changed: 0,
  unchanged: 0,
  refused: 2,
  records: [
    { index: 0, outcome: "created", external_id: `${company}/NC-1`, row: 2 },
    { index: 1, outcome: "created", external_id: `${company}/NC-4`, row: 5 },
    { index: 2, outcome: "refused", external_id: `${company}/NC-2`, row: 3, errors: { unit_price: "This is no number." } },
    { index: 3, outcome: "refused", external_id: "NC-3", row: 4, errors: { company: "There is no company named “Nobody”." } },
  ],
};

it("names invoices by number and company and columns by their names, never by ids", async () => {
  answers({ status: 200, body: { id: company, name: "Harbour & Pine" } });
  await showAs("admin", <ImportReport report={report} done={false} />);
  expect(await screen.findByText("NC-2, Harbour & Pine")).toBeTruthy();
  const { textContent } = screen.getByRole("status");
  expect(textContent).toMatch(/4 invoices in this file/);
  expect(textContent).toMatch(/Row 4 · NC-3/);
  expect(textContent).toMatch(/Unit price: This is no number/);
  expect(textContent).not.toMatch(/cmp_|unit_price/);
});

it("shows the number alone while the company is not known", async () => {
  answers();
  await showAs("admin", <ImportReport report={report} done={false} />);
  expect((await screen.findByRole("status")).textContent).toMatch(/Row 3 · NC-2U/);
});

it("shows what is to be known of a file although nothing is wrong with it", async () => {
  answers({ status: 200, body: { id: company, name: "Harbour & Pine" } });
  const notices = [
    { rows: [4, 5], message: "Left out: this is a payment, and its invoice is not in this file." },
    { rows: [7], number: "D-3", message: "69.00 of 119.00 EUR is still open." },
    { rows: [], message: "This report has no sales tax." },
  ];
  await showAs("admin", <ImportReport report={{ ...report, notices }} done={false} />);
  const { textContent } = await screen.findByRole("list", { name: "Please note" });
  expect(textContent).toBe(
    "Rows 4, 5 · Left out: this is a payment, and its invoice is not in this file.Row 7 · D-3 · 69.00 of 119.00 EUR is still open.This report has no sales tax.",
  );
});
