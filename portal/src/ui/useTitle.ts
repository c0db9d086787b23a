import { useEffect } from "react";
import { useBranding } from "./session";

/** Names the page in the tab and to screen readers, with the portal's name behind it. */
export function useTitle(title: string): void {
  const portal = useBranding()?.portal_name;
  useEffect(() => {
    document.title = portal ? `${title} · ${portal}` : title;
  }, [title, portal]);
}
