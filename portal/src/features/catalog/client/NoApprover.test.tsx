import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { answers } from "@/test/answers";
import { showAs } from "@/test/render";
import { NoApprover } from "./NoApprover";

const member = (id: string, role: string, status = "active") => ({ id, role, status });
const team = (...items: unknown[]) => ({ status: 200, body: { items } });
const me = member("usr_1", "company_admin");

it("tells an admin who is alone that nobody could approve", async () => {
  answers(team(me, member("usr_2", "user"), member("usr_3", "company_admin", "disabled")));
  await showAs("company_admin", <NoApprover />);
  expect(await screen.findByText("Nobody else can approve this")).toBeTruthy();
});

it.each([
  ["there is another admin", team(me, member("usr_2", "company_admin"))],
  ["the team is longer than what was read", { status: 200, body: { items: [me], next_cursor: "more" } }],
])("says nothing where %s", async (_, answer) => {
  const asked = answers(answer);
  await showAs("company_admin", <NoApprover />);
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  expect(screen.queryByRole("alert")).toBeNull();
});

it("does not ask for a team that the reader may not see", async () => {
  const asked = answers();
  await showAs("user", <NoApprover />);
  expect(asked).toHaveLength(0);
});
