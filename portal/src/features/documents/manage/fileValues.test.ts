import { expect, it } from "vitest";
import type { SharedFile } from "@/api/types";
import { fileValues, titleOf, toFileEdit } from "./fileValues";

it("makes a title of a file's name", () => {
  expect(titleOf("backup_report-2026.pdf")).toBe("backup report 2026");
  expect(titleOf(".env")).toBe(".env");
});

it("keeps the last day in the person's own zone", () => {
  const file = { title: "A", category: "report", expires_at: "2026-03-31T21:59:00Z", shown_to: { all: true }, companies: [] } as unknown as SharedFile;
  const values = fileValues(file, "Europe/Berlin");
  expect(values.expires_at).toBe("2026-03-31");
  expect(toFileEdit(values, "Europe/Berlin").expires_at).toBe("2026-03-31T21:59:00.000Z");
});
