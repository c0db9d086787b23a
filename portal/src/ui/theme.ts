import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core";

// Shades are never painted: the resolver below answers with the tenant's variables.
const brand = Array.from({ length: 10 }, () => "var(--brand-primary)") as unknown as MantineColorsTuple;

const tones = { good: "good", bad: "bad", wait: "wait", info: "info" } as const;
type Tone = keyof typeof tones;
const isTone = (color: string): color is Tone => color in tones;

/** One theme: what is not said here is said in styles/tokens.css. */
export const theme = createTheme({
  primaryColor: "brand",
  colors: { brand },
  defaultRadius: "md",
  fontFamily: "var(--font)",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // Locking by Mantine means a <style> element; base.css locks instead.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    // The placeholder that Mantine focuses first is no item of the menu: the first item is.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    SegmentedControl: { defaultProps: { withItemsBorders: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
  },
  variantColorResolver(input) {
    const color = input.color ?? "brand";
    const line = "1px solid transparent";
    if (color === "brand") {
      if (input.variant === "filled") {
        return { background: "var(--brand-primary)", hover: "var(--brand-primary-hover)", color: "var(--brand-primary-text)", border: line };
      }
      if (input.variant === "light" || input.variant === "subtle") {
        const background = input.variant === "light" ? "var(--brand-accent-soft)" : "transparent";
        return { background, hover: "var(--brand-accent-soft)", color: "var(--brand-link)", border: line };
      }
    }
    if (isTone(color)) {
      const ink = `var(--${color})`;
      const soft = `var(--${color}-soft)`;
      if (input.variant === "filled") return { background: ink, hover: ink, color: "var(--surface)", border: line };
      if (input.variant === "light") return { background: soft, hover: soft, color: ink, border: line };
      return { background: "transparent", hover: soft, color: ink, border: line };
    }
    if (color === "gray" && input.variant === "subtle") {
      return { background: "transparent", hover: "var(--hover)", color: "var(--text-soft)", border: line };
    }
    return defaultVariantColorsResolver(input);
  },
});
