import { ActionIcon } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet, useLocation, type LinkProps } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { onSessionOver } from "@/api/reauthenticate";
import { useSession } from "@/ui/session";
import { tenantScope } from "@/ui/tenantScope";
import { Account } from "./Account";
import { Brand } from "./Brand";
import classes from "./Frame.module.css";
import { ImpersonationBar } from "./ImpersonationBar";
import { Nav, type Section } from "./Nav";
import { OfflineBanner } from "./OfflineBanner";
import type { Waiting } from "./Overlays";
import { useOverlays } from "./useOverlays";
import { useShortcuts, type Shortcut } from "./useShortcuts";

interface Props {
  home: LinkProps["to"];
  profile: LinkProps["to"];
  sections: Section[];
  shortcuts: Shortcut[];
  withName?: boolean;
  /** The tenant's own CSS applies to the frame and the page in it. */
  styled?: boolean;
  /** Above everything. */
  top?: ReactNode;
  /** Stands above every page. */
  banner?: ReactNode;
  children?: ReactNode;
}

/** The frame around every page: sidebar on a desktop, top bar and drawer on a phone or tablet. */
export function Frame({ home, profile, sections, shortcuts, withName, styled = false, top, banner, children }: Props) {
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [overlays, want] = useOverlays();
  // Not drawn unseen: its links would be a quarter of a phone's work. The same width as in Frame.module.css.
  const wide = useMediaQuery("(width >= 64em)", true, { getInitialValueInEffect: false });
  const main = useRef<HTMLElement>(null);
  const acting = !!useSession().impersonation;
  const openHelp = () => { want(); setHelp(true); };
  const keys = useShortcuts(shortcuts, openHelp);
  useFocusOnPageChange(main);
  useEffect(() => {
    onSessionOver(() => {
      want();
      return new Promise((go, stop) => { setWaiting({ go, stop }); });
    });
    return () => { onSessionOver(null); };
  }, [want]);

  return (
    <>
      <a href="#main" className={`${classes.skip} visually-hidden`}>
        {t("shell.skip")}
      </a>
      <ImpersonationBar />
      {top}
      <div className={classes.stage}>
        <div className={tenantScope(classes.frame, styled)} data-acting={acting || undefined}>
          <div role="region" aria-label={t("shell.menu")} className={classes.topbar}>
            <Brand home={home} withName={withName} />
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("shell.openMenu")} aria-expanded={drawer} onClick={() => { want(); setDrawer(true); }}>
              <IconMenu2 size={22} aria-hidden />
            </ActionIcon>
          </div>
          {wide && (
            <div role="region" aria-label={t("shell.menu")} className={classes.sidebar}>
              <Brand home={home} withName={withName} />
              <Nav sections={sections} />
              <div className={classes.spacer} />
              <Account overlays={overlays} want={want} profile={profile} onHelp={openHelp} />
            </div>
          )}
          <main id="main" className={classes.main} ref={main} tabIndex={-1}>
            <div className={classes.column}>
              <OfflineBanner />
              {banner}
              <Outlet />
            </div>
          </main>
          {children}
        </div>
      </div>
      {overlays && (
        <overlays.Overlays
          sections={sections}
          profile={profile}
          drawer={drawer}
          onDrawer={setDrawer}
          help={help}
          onHelp={setHelp}
          keys={keys}
          waiting={waiting}
          onWaited={() => { setWaiting(null); }}
        />
      )}
    </>
  );
}

/** After going to another page the keyboard and the screen reader start at its content. */
function useFocusOnPageChange(main: React.RefObject<HTMLElement | null>) {
  const path = useLocation({ select: (location) => location.pathname });
  const first = useRef(path);
  useEffect(() => {
    if (first.current === path) return;
    first.current = path;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [path, main]);
}
