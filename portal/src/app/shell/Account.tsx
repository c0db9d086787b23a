import type { LinkProps } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { AccountButton } from "./AccountButton";
import type { OverlayParts } from "./useOverlays";

interface Props {
  overlays: OverlayParts | null;
  want: () => void;
  profile: LinkProps["to"];
  onHelp: () => void;
}

/** The account's button, from the first paint on, and its menu as soon as that is there; neither focus nor a click is lost between. */
export function Account({ overlays, want, profile, onHelp }: Props) {
  const [asked, setAsked] = useState(false);
  const focused = useRef(false);
  if (overlays) return <overlays.AccountMenu profile={profile} onHelp={onHelp} startOpen={asked} startFocused={focused} />;
  return (
    <AccountButton
      aria-haspopup="menu"
      aria-expanded={asked}
      onFocus={() => { focused.current = true; }}
      onBlur={(event) => { focused.current = !event.currentTarget.isConnected; }}
      onClick={() => {
        setAsked(true);
        want();
      }}
    />
  );
}
