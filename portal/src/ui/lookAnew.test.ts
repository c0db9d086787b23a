import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { lookAnew } from "./lookAnew";

it("asks again where the first answer was on its way when something changed", async () => {
  const queries = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const query = new QueryObserver(queries, { queryKey: ["dashboard", "one"], queryFn: () => new Promise<string>((answer) => answers.push(answer)) });
  const stop = query.subscribe(() => undefined);
  const done = lookAnew(queries, ["dashboard"]);
  answers[0]?.("before");
  await vi.waitFor(() => { expect(answers).toHaveLength(2); });
  answers[1]?.("after");
  await done;
  expect(query.getCurrentResult().data).toBe("after");

  // What is there already is asked for once.
  const again = lookAnew(queries, ["dashboard"]);
  await vi.waitFor(() => { expect(answers).toHaveLength(3); });
  answers[2]?.("later");
  await again;
  expect(answers).toHaveLength(3);
  stop();
});
