import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { show } from "@/test/render";
import { FormSummary } from "./FormSummary";

it.each(["sections.0.body", "sections[0].body"])("names the field of a list and leads to it: %s", async (field) => {
  const reason = new Problem({ status: 422, code: "VALIDATION_ERROR", errors: { [field]: "Write something here." } });
  await show(
    <form>
      <FormSummary reason={reason} labels={{ "sections[0].body": "Text of section 1" }} />
      <input name="sections[0].body" aria-label="Body" />
    </form>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Text of section 1" }));
  expect(document.activeElement).toBe(screen.getByLabelText("Body"));
});
