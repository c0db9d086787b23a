import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showAs } from "@/test/render";
import { StorageNotice } from "./StorageNotice";

const limit = 100_000_000_000;

it("says nothing while there is room", async () => {
  await showAs("admin", <StorageNotice storage={{ used: 79_900_000_000, limit, level: "ok" }} />);
  expect(screen.queryByRole("alert")).toBeNull();
});

it.each([
  ["high", 80_400_000_000, /Storage is 80% full.*Files use 80.4 GB of 100 GB/],
  ["critical", 99_990_000_000, /Storage is 99% full.*Free up space soon/],
  ["full", 120_000_000_000, /Storage is full.*Files use 120 GB of 100 GB.*Nobody can upload/],
] as const)("says how full the storage is: %s", async (level, used, words) => {
  await showAs("admin", <StorageNotice storage={{ used, limit, level }} />);
  expect((await screen.findByRole("alert")).textContent).toMatch(words);
});

it("sends those who cannot delete documents to an admin", async () => {
  await showAs("viewer", <StorageNotice storage={{ used: 80_400_000_000, limit, level: "high" }} />);
  const { textContent } = await screen.findByRole("alert");
  expect(textContent).toMatch(/Ask an admin of your organization/);
  expect(textContent).not.toMatch(/Delete documents/);
});
