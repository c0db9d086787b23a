import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { WholeNumberInput } from "./WholeNumberInput";

function Hours() {
  const [value, setValue] = useState<number | string>(8);
  return <WholeNumberInput label="Hours" range={{ min: 1, max: 24 }} value={value} onChange={setValue} />;
}

it.each(["200", "0", "1.5", "1,5"])("keeps %s and says what is allowed", async (typed) => {
  await show(<Hours />);
  const field = screen.getByLabelText<HTMLInputElement>("Hours");
  await userEvent.clear(field);
  await userEvent.type(field, typed);
  expect(screen.queryByText(/whole number/)).toBeNull();
  await userEvent.tab();
  expect(field.value).toBe(typed.replace(",", "."));
  expect(screen.getByText("Enter a whole number from 1 to 24.")).toBeTruthy();
});

it("takes the sentence back once the number is right", async () => {
  await show(<Hours />);
  const field = screen.getByLabelText("Hours");
  await userEvent.clear(field);
  await userEvent.type(field, "200");
  await userEvent.tab();
  await userEvent.type(field, "{Backspace}{Backspace}");
  expect(screen.queryByText(/whole number/)).toBeNull();
});
