import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { enter } from "@/util/storage";

// What is stored belongs to somebody.
beforeEach(() => { enter({ tenant: "acme", person: "usr_maria" }); });

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom lacks what Mantine and the router ask of a browser.
window.scrollTo = () => undefined;
window.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }) as unknown as MediaQueryList;
window.ResizeObserver ??= class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, "\\$&") } as typeof CSS;
