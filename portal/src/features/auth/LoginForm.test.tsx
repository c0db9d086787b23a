import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { answers } from "@/test/answers";
import { show } from "@/test/render";
import { LoginForm } from "./LoginForm";

afterEach(() => { vi.unstubAllGlobals(); });

it("says one sentence, keeps the email and puts the focus on the password", async () => {
  answers({ status: 401, body: { code: "UNAUTHORIZED", detail: "Invalid credentials" } });
  await show(<LoginForm tenant="acme-msp" returnTo="" />);
  await userEvent.type(screen.getByLabelText("Email"), "jane@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "wrong{Enter}");
  await waitFor(() => { expect(screen.getByRole("alert").textContent).toMatch(/^That email and password/); });
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("jane@example.com");
  expect(document.activeElement).toBe(screen.getByLabelText("Password"));
});

it("asks for what is missing before it asks the server", async () => {
  const asked = answers();
  await show(<LoginForm tenant="acme-msp" returnTo="" />);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  const email = screen.getByLabelText("Email");
  expect(email.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(email);
  expect(document.getElementById(email.getAttribute("aria-describedby")?.split(" ")[0] ?? "")?.textContent).toBe("Enter your email address.");
  expect(asked).toEqual([]);
});

it("can be filled by a password manager", async () => {
  await show(<LoginForm tenant="acme-msp" returnTo="" />);
  expect(screen.getByLabelText("Email").getAttribute("autocomplete")).toBe("username");
  expect(screen.getByLabelText("Password").getAttribute("autocomplete")).toBe("current-password");
});
