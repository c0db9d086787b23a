import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { CompanyUser } from "@/api/types";
import { answers } from "@/test/answers";
import { showAs } from "@/test/render";
import { UserActions } from "./UserActions";

const request = (requester: string) => ({ id: `req_${requester}`, requester: { id: requester, name: "Somebody" } });

/** Opens the question before somebody is disabled. */
async function ask(role: CompanyUser["role"], ...answer: Parameters<typeof answers>) {
  const asked = answers(...answer);
  const user = { id: "usr_chidi", name: "Chidi", role, status: "active", company: { id: "cmp_1", name: "Harbour & Pine" } } as CompanyUser;
  await showAs("admin", <UserActions user={user} />);
  await userEvent.click(await screen.findByRole("button", { name: "Disable Chidi" }));
  await screen.findByText(/can't sign in anymore/);
  return asked;
}

it("counts what waits for an admin before they are disabled, without their own requests", async () => {
  await ask("company_admin", { status: 200, body: { items: ["usr_maria", "usr_chidi"].map(request) } });
  expect(await screen.findByText(/1 request is waiting for Chidi's approval/)).toBeTruthy();
});

it("says what happens with approvals while their number is not known", async () => {
  await ask("company_admin", { status: 200, body: { items: [request("usr_maria")], next_cursor: "more" } });
  expect(await screen.findByText(/stay with the other admins of Harbour & Pine/)).toBeTruthy();
});

it("says nothing of approvals of those who have none", async () => {
  expect(await ask("user")).toHaveLength(0);
  expect(screen.queryByText(/approval/)).toBeNull();
});
