import type { Branding } from "@/api/types";

/** Dresses the page in a branding other than the one it was painted with; resolves when its colours are there. */
export function applyBranding(branding: Branding): Promise<void> {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]') ?? document.head.appendChild(document.createElement("link"));
  icon.rel = "icon";
  if (branding.favicon_url) icon.href = branding.favicon_url;
  else icon.remove();

  const old = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"][href*="/branding/theme.css"]')];
  if (old.some((link) => link.getAttribute("href") === branding.theme_url)) return Promise.resolve();
  return new Promise((resolve) => {
    const theme = document.createElement("link");
    theme.rel = "stylesheet";
    theme.href = branding.theme_url;
    theme.onload = theme.onerror = () => {
      for (const link of old) link.remove();
      resolve();
    };
    document.head.append(theme);
  });
}
