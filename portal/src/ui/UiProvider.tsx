import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { theme } from "./theme";

const schemes = localStorageColorSchemeManager({ key: "portal:scheme" });

/** Mantine without its `<style>` elements: the content security policy allows stylesheets of our own origin only. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes} withCssVariables={false} withGlobalClasses={false}>
      {children}
    </MantineProvider>
  );
}
