import { startTransition, StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { UiProvider } from "@/ui/UiProvider";

/** Puts content on the page. */
export function mount(content: ReactNode): void {
  const element = document.getElementById("root");
  if (!element) throw new Error("The page has no #root");
  const root = createRoot(element);
  // In pieces, so that a slow phone can scroll and tap between them.
  startTransition(() => {
    root.render(
      <StrictMode>
        <UiProvider>{content}</UiProvider>
      </StrictMode>,
    );
  });
}
