import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSelector, IconSun, IconUser } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/ui/Avatar";
import { useSession } from "@/ui/session";
import classes from "./AccountMenu.module.css";
import { endActing } from "./endActing";
import { useSignOut } from "./useSignOut";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

const schemes = [
  { value: "light", key: "scheme.light", Icon: IconSun },
  { value: "dark", key: "scheme.dark", Icon: IconMoon },
  { value: "auto", key: "scheme.auto", Icon: IconDeviceDesktop },
] as const satisfies { value: MantineColorScheme; key: string; Icon: typeof IconSun }[];

export function AccountMenu({ profile, onHelp, onGo }: { profile: LinkProps["to"]; onHelp: () => void; onGo?: () => void }) {
  const { t } = useTranslation();
  const { user, tenant, impersonation } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const signOut = useSignOut();

  return (
    <Menu position="top-start" width={232} trapFocus withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes.person} aria-label={t("shell.account", { name: user.name })}>
          <Avatar name={user.name} url={user.avatar_url} />
          <span className={classes.words}>
            <span className={classes.name} dir="auto">{user.name}</span>
            <span className={classes.place} dir="auto">{user.company?.name ?? tenant.name}</span>
          </span>
          <IconSelector size={16} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={profile} leftSection={<IconUser {...icon} />} onClick={onGo}>
          {t("sections.profile")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard {...icon} />} onClick={onHelp}>
          {t("keys.title")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("scheme.label")}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => { setColorScheme(value as MantineColorScheme); }}>
          {schemes.map(({ value, key, Icon }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick={false} rightSection={<Icon {...icon} />}>
              {t(key)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {impersonation ? (
          <Menu.Item leftSection={<IconLogout {...icon} />} onClick={() => void endActing(t)}>
            {t("acting.end")}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconLogout {...icon} />} onClick={() => void signOut()}>
            {t("shell.signOut")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
