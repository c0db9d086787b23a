import { Drawer } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { SessionOverDialog } from "@/features/auth/SessionOverDialog";
import { AccountMenu } from "./AccountMenu";
import classes from "./Frame.module.css";
import { HelpDialog } from "./HelpDialog";
import { Nav, type Section } from "./Nav";

export { AccountMenu };

/** Requests that wait for somebody to sign in again. */
export interface Waiting {
  go: () => void;
  stop: (reason: unknown) => void;
}

interface Props {
  sections: Section[];
  profile: LinkProps["to"];
  drawer: boolean;
  onDrawer: (open: boolean) => void;
  help: boolean;
  onHelp: (open: boolean) => void;
  keys: { keys: string; label: string }[];
  waiting: Waiting | null;
  onWaited: () => void;
}

/** What lies over the page: the phone's drawer, the keys, the question for the password, notes. */
export function Overlays({ sections, profile, drawer, onDrawer, help, onHelp, keys, waiting, onWaited }: Props) {
  const { t } = useTranslation();
  const close = () => { onDrawer(false); };
  return (
    <>
      <Drawer opened={drawer} onClose={close} size="min(320px, 85vw)" title={t("shell.menu")} closeButtonProps={{ "aria-label": t("close"), size: 44 }}>
        <div className={classes.drawerNav}>
          <Nav sections={sections} onGo={close} />
          <div className={classes.spacer} />
          <AccountMenu profile={profile} onHelp={() => { close(); onHelp(true); }} onGo={close} />
        </div>
      </Drawer>
      <HelpDialog opened={help} onClose={() => { onHelp(false); }} keys={keys} />
      <SessionOverDialog waiting={waiting} onWaited={onWaited} />
      <Notifications position="bottom-right" limit={3} autoClose={6000} />
    </>
  );
}
