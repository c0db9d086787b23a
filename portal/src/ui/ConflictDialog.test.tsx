import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/test/render";
import { ConflictDialog } from "./ConflictDialog";

it("keeps one's own version unless the other one is chosen or one's own was never changed, field by field", async () => {
  const resolve = vi.fn();
  await show(
    <ConflictDialog
      fields={[
        { field: "name", label: "Name", mine: "A", theirs: "B" },
        { field: "phone", label: "Phone", mine: "1", theirs: "" },
        { field: "email", label: "Email", mine: "a@x.example", theirs: "b@x.example", untouched: true },
      ]}
      onCancel={() => undefined}
      onResolve={resolve}
    />,
  );
  const phone = within(await screen.findByRole("group", { name: "Phone" }));
  expect(phone.getByText("(empty)")).toBeTruthy();
  await userEvent.click(phone.getByRole("radio", { name: /Their version/ }));
  await userEvent.click(screen.getByRole("button", { name: "Save this choice" }));
  expect(resolve).toHaveBeenCalledWith(["email", "phone"]);
});
