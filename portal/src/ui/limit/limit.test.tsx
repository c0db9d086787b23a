import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { LimitedTextarea, LimitedTextInput } from "./LimitedInput";

function Line({ limit, start = "" }: { limit: number; start?: string }) {
  const [value, setValue] = useState(start);
  return <LimitedTextInput label="Subject" limit={limit} value={value} onChange={(event) => { setValue(event.currentTarget.value); }} />;
}

it("keeps all that is pasted and says how much is too much", async () => {
  await show(<Line limit={10} />);
  const field = screen.getByRole("textbox", { name: "Subject" });
  await userEvent.click(field);
  await userEvent.paste("a".repeat(13));
  expect(field).toHaveProperty("value", "a".repeat(13));
  expect(screen.getByText("This is 3 characters too long.")).toBeTruthy();
  expect(screen.getByText("13 of 10 characters")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe("This is longer than 10 characters.");
  expect(field.getAttribute("aria-invalid")).toBe("true");
});

it("counts as the server does", async () => {
  await show(<Line limit={500} start={`  ${"😀".repeat(500)}\u200B `} />);
  expect(screen.getByText("500 of 500 characters")).toBeTruthy();
  expect(screen.queryByText(/too long/)).toBeNull();
});

it("counts several lines as one text, and is silent far from the limit", async () => {
  const { unmount } = await show(<LimitedTextarea label="Text" limit={5} value={"a\r\nb\u2028c"} onChange={() => undefined} />);
  expect(screen.getByText("5 of 5 characters")).toBeTruthy();
  unmount();
  await show(<LimitedTextarea label="Text" limit={50} value="short" onChange={() => undefined} />);
  expect(screen.queryByText(/of 50/)).toBeNull();
});
