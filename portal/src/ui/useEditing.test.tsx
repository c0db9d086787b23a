import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { offlineProblem, Problem } from "@/api/problem";
import { show } from "@/test/render";
import { ConflictDialog } from "./ConflictDialog";
import { type Attempt, useEditing } from "./useEditing";

interface Thing {
  version: number;
  name: string;
  note: string;
}

type Save = (values: { name: string; note: string }, version: number, attempt: Attempt<Thing, "publish">) => Promise<Thing>;

function Editor({ start, save, load }: { start: Thing | null; save: Save; load?: () => Promise<Thing> }) {
  const editing = useEditing<Thing, { name: string; note: string }, Thing | null, "publish">({
    start,
    valuesOf: (thing) => ({ name: thing?.name ?? "", note: thing?.note ?? "" }),
    labels: { name: "Name", note: "Note" },
    save,
    load: load ?? (() => Promise.reject(offlineProblem())),
    keep: () => undefined,
  });
  return (
    <form onSubmit={editing.submit}>
      <input aria-label="Name" {...editing.form.getInputProps("name")} />
      <input aria-label="Note" {...editing.form.getInputProps("note")} />
      <button type="submit">Save</button>
      <button type="button" onClick={() => { editing.submitAs("publish")(); }}>Publish</button>
      <ConflictDialog {...editing.conflict} />
    </form>
  );
}

const showEditor = (editor: React.ReactNode) =>
  show(<QueryClientProvider client={new QueryClient({ defaultOptions: { mutations: { networkMode: "always" } } })}>{editor}</QueryClientProvider>);

it("sends a new thing again under the same key, whether its answer was lost or it was refused", async () => {
  const save = vi.fn<Save>();
  save.mockRejectedValueOnce(offlineProblem());
  save.mockRejectedValueOnce(new Problem({ status: 422, code: "VALIDATION_ERROR" }));
  save.mockResolvedValueOnce({ version: 1, name: "A", note: "" });
  await showEditor(<Editor start={null} save={save} />);
  await userEvent.type(screen.getByLabelText("Name"), "A");
  for (let time = 1; time <= 3; time += 1) {
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await vi.waitFor(() => { expect(save).toHaveBeenCalledTimes(time); });
  }
  expect(new Set(save.mock.calls.map(([, , { key }]) => key)).size).toBe(1);
});

const stale = () => new Problem({ status: 412, code: "PRECONDITION_FAILED" });

it("only saves what was put together, whatever was asked for before", async () => {
  const save = vi.fn<Save>();
  save.mockRejectedValueOnce(stale());
  save.mockResolvedValueOnce({ version: 3, name: "Mine", note: "Theirs" });
  await showEditor(<Editor start={{ version: 1, name: "A", note: "" }} save={save} load={() => Promise.resolve({ version: 2, name: "B", note: "Theirs" })} />);
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.type(screen.getByLabelText("Name"), "Mine");
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  await userEvent.click(await screen.findByRole("button", { name: "Save this choice" }));
  await vi.waitFor(() => { expect(save).toHaveBeenCalledTimes(2); });
  expect(save).toHaveBeenLastCalledWith({ name: "Mine", note: "Theirs" }, 2, expect.objectContaining({ how: undefined }));
});

it("does by itself what was asked for where the other version says the same", async () => {
  const save = vi.fn<Save>();
  save.mockRejectedValueOnce(stale());
  save.mockResolvedValueOnce({ version: 3, name: "Mine", note: "" });
  await showEditor(<Editor start={{ version: 1, name: "A", note: "" }} save={save} load={() => Promise.resolve({ version: 2, name: "A", note: "" })} />);
  await userEvent.clear(screen.getByLabelText("Name"));
  await userEvent.type(screen.getByLabelText("Name"), "Mine");
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  await vi.waitFor(() => { expect(save).toHaveBeenCalledTimes(2); });
  expect(save).toHaveBeenLastCalledWith({ name: "Mine", note: "" }, 2, expect.objectContaining({ how: "publish" }));
});
