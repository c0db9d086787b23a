import { Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import { AccountButton } from "./AccountButton";
import { endActing } from "./endActing";
import { useSignOut } from "./useSignOut";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

const schemes = [
  { value: "light", key: "scheme.light", Icon: IconSun },
  { value: "dark", key: "scheme.dark", Icon: IconMoon },
  { value: "auto", key: "scheme.auto", Icon: IconDeviceDesktop },
] as const satisfies { value: MantineColorScheme; key: string; Icon: typeof IconSun }[];

interface Props {
  profile: LinkProps["to"];
  onHelp: () => void;
  onGo?: () => void;
  /** The button was clicked before the menu was there. */
  startOpen?: boolean;
  /** The button had the focus before the menu was there. */
  startFocused?: RefObject<boolean>;
}

export function AccountMenu({ profile, onHelp, onGo, startOpen, startFocused }: Props) {
  const { t } = useTranslation();
  const { impersonation } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const signOut = useSignOut();
  useEffect(() => {
    // First the focus: it is where the menu returns it to.
    if (startFocused?.current) button.current?.focus();
    if (startOpen) button.current?.click();
  }, [startFocused, startOpen]);

  return (
    <Menu position="top-start" width={232} trapFocus withinPortal={false}>
      <Menu.Target>
        <AccountButton ref={button} />
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
