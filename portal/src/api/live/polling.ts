import type { Source } from "./words";

const pause = 20_000;

/** Looks at everything every 20 seconds: where there can be no stream. */
export const polling: Source = (_side, tell) => {
  const timer = setInterval(() => { tell({ kind: "missed" }); }, pause);
  return () => { clearInterval(timer); };
};
