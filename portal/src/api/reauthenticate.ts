import { Problem } from "./problem";

type Ask = () => Promise<void>;

let ask: Ask | null = null;
let asking: Promise<void> | null = null;

/** Tells how the person is asked for the password again; the shell installs its dialog here. */
export function onSessionOver(dialog: Ask | null): void {
  ask = dialog;
}

/** Resolves when the person has signed in again. Requests that fail at the same time share one dialog. */
export function reauthenticate(): Promise<void> {
  if (!ask) return Promise.reject(new Problem({ status: 401, code: "UNAUTHORIZED" }));
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}
