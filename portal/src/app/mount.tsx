import { startTransition, StrictMode, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { UiProvider } from "@/ui/UiProvider";

let root: Root | null = null;

function draw(content: ReactNode): void {
  const element = document.getElementById("root");
  if (!element) throw new Error("The page has no #root");
  root ??= createRoot(element);
  root.render(
    <StrictMode>
      <UiProvider>{content}</UiProvider>
    </StrictMode>,
  );
}

/** Puts content on the page. */
export function mount(content: ReactNode): void {
  // In pieces, so that a slow phone can scroll and tap between them.
  startTransition(() => { draw(content); });
}

/** Puts content in the place of all that is on the page, before anything else happens. */
export function replacePage(content: ReactNode): void {
  flushSync(() => { draw(content); });
}
