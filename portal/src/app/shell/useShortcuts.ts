import { useNavigate, type LinkProps } from "@tanstack/react-router";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

export interface Shortcut {
  /** One key, or two with a space between: `g t` is g, then t. */
  keys: string;
  to: LinkProps["to"];
  label: string;
}

const pause = 1200;

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Installs the shortcuts and returns them with `?` for the help dialog. */
export function useShortcuts(shortcuts: Shortcut[], help: () => void): { keys: string; label: string }[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  // Kept over drawings: a page that is drawn anew between two keys must not forget the first.
  const chordOf = useRef({ before: "", at: 0 });
  // Installed with the page itself: who sees it may type.
  useLayoutEffect(() => {
    function press(event: KeyboardEvent) {
      const busy = typing(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
      if (busy || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
      const { before, at } = chordOf.current;
      const chord = event.timeStamp - at < pause ? `${before} ${event.key}` : event.key;
      const found = shortcuts.find(({ keys }) => keys === chord) ?? shortcuts.find(({ keys }) => keys === event.key);
      chordOf.current = { before: event.key, at: event.timeStamp };
      if (event.key === "?") {
        event.preventDefault();
        help();
      } else if (found) {
        event.preventDefault();
        const search = document.querySelector<HTMLInputElement>("[data-search]");
        if (found.keys === "/" && search) search.focus();
        else if (found.keys === "/") void navigate({ to: found.to, hash: "search" });
        else void navigate({ to: found.to });
      }
    }
    addEventListener("keydown", press);
    return () => { removeEventListener("keydown", press); };
  }, [shortcuts, help, navigate]);
  return [...shortcuts, { keys: "↑ ↓", label: t("keys.arrows") }, { keys: "?", label: t("keys.help") }];
}
