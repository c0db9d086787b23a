import { StrictMode, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { UiProvider } from "@/ui/UiProvider";

/** Puts content on the page. */
export function mount(content: ReactNode): void {
  const element = document.getElementById("root");
  if (!element) throw new Error("The page has no #root");
  createRoot(element).render(
    <StrictMode>
      <UiProvider>{content}</UiProvider>
    </StrictMode>,
  );
}
