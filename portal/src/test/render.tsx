import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { startLanguage } from "@/i18n";
import { UiProvider } from "@/ui/UiProvider";

/** Shows a component as the portal would, with its language and theme. */
export async function show(content: ReactNode) {
  await startLanguage("base", "behind");
  return render(<UiProvider>{content}</UiProvider>);
}
