import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { RequestBadge } from "./RequestBadge";

it("says “you” only to those who can decide", async () => {
  await show(<RequestBadge status="pending_approval" unassigned decide />);
  expect(screen.getByText("Waiting for you")).toBeTruthy();
});

it("tells readers that their team decides", async () => {
  await show(<RequestBadge status="pending_approval" unassigned />);
  expect(screen.getByText("Waiting for your team")).toBeTruthy();
  expect(screen.queryByText("Waiting for you")).toBeNull();
});
