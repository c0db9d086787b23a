import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showAs } from "@/test/render";
import { ForbiddenPage } from "./ForbiddenPage";

it.each([
  ["viewer", /ask an admin of your organization/],
  ["technician", /ask an admin of your organization/],
  ["user", /ask an admin of your company/],
] as const)("tells a %s whom to ask", async (role, words) => {
  await showAs(role, <ForbiddenPage />);
  expect((await screen.findByRole("alert")).textContent).toMatch(words);
});

it("tells clients on the staff's pages whose they are, since nobody can let them in", async () => {
  await showAs("company_admin", <ForbiddenPage staffOnly />);
  const { textContent } = await screen.findByRole("alert");
  expect(textContent).toMatch(/Only the staff of Acme IT/);
  expect(textContent).not.toMatch(/ask/i);
});
