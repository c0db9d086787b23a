import type { Branding } from "./types";

/** What `public/boot.js` found out before the first paint. */
export type Boot =
  | { state: "known"; branding: Branding }
  | { state: "unknown"; slug: string }
  | { state: "ask" }
  | { state: "unreachable" };

declare global {
  interface Window {
    portalBoot?: Promise<Boot>;
  }
}

export function boot(): Promise<Boot> {
  return window.portalBoot ?? Promise.resolve({ state: "unreachable" });
}
