import { ActionIcon, Drawer } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet, useLocation, type LinkProps } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SessionOverDialog } from "@/features/auth/SessionOverDialog";
import { useSession } from "@/ui/session";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import classes from "./Frame.module.css";
import { HelpDialog } from "./HelpDialog";
import { ImpersonationBar } from "./ImpersonationBar";
import { Nav, type Section } from "./Nav";
import { OfflineBanner } from "./OfflineBanner";
import { useShortcuts, type Shortcut } from "./useShortcuts";

interface Props {
  home: LinkProps["to"];
  profile: LinkProps["to"];
  sections: Section[];
  shortcuts: Shortcut[];
  withName?: boolean;
  /** Above everything. */
  top?: ReactNode;
  /** Stands above every page. */
  banner?: ReactNode;
  children?: ReactNode;
}

/** The frame around every page: sidebar on a desktop, top bar and drawer on a phone. */
export function Frame({ home, profile, sections, shortcuts, withName, top, banner, children }: Props) {
  const { t } = useTranslation();
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const main = useRef<HTMLElement>(null);
  const acting = !!useSession().impersonation;
  const keys = useShortcuts(shortcuts, () => { setHelp(true); });
  useFocusOnPageChange(main);

  return (
    <>
      <ImpersonationBar />
      {top}
      <div className={classes.frame} data-acting={acting || undefined}>
        <a href="#main" className={`${classes.skip} visually-hidden`}>
          {t("shell.skip")}
        </a>
        <div role="region" aria-label={t("shell.menu")} className={classes.topbar}>
          <Brand home={home} withName={withName} />
          <ActionIcon variant="subtle" color="gray" size={44} aria-label={t("shell.openMenu")} aria-expanded={drawer} onClick={() => { setDrawer(true); }}>
            <IconMenu2 size={22} aria-hidden />
          </ActionIcon>
        </div>
        <div role="region" aria-label={t("shell.menu")} className={classes.sidebar}>
          <Brand home={home} withName={withName} />
          <Nav sections={sections} />
          <div className={classes.spacer} />
          <AccountMenu profile={profile} onHelp={() => { setHelp(true); }} />
        </div>
        <Drawer opened={drawer} onClose={() => { setDrawer(false); }} size="min(320px, 85vw)" title={t("shell.menu")} closeButtonProps={{ "aria-label": t("close"), size: 44 }}>
          <div className={classes.drawerNav}>
            <Nav sections={sections} onGo={() => { setDrawer(false); }} />
            <div className={classes.spacer} />
            <AccountMenu profile={profile} onHelp={() => { setDrawer(false); setHelp(true); }} onGo={() => { setDrawer(false); }} />
          </div>
        </Drawer>
        <main id="main" className={classes.main} ref={main} tabIndex={-1}>
          <div className={classes.column}>
            <OfflineBanner />
            {banner}
            <Outlet />
          </div>
        </main>
        {children}
        <HelpDialog opened={help} onClose={() => { setHelp(false); }} keys={keys} />
        <SessionOverDialog />
        <Notifications position="bottom-right" limit={3} autoClose={6000} />
      </div>
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
