import { UnstyledButton } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/ui/Avatar";
import { useSession } from "@/ui/session";
import classes from "./AccountMenu.module.css";

/** Who is signed in; opens the account's menu. */
export function AccountButton(props: ComponentProps<"button">) {
  const { t } = useTranslation();
  const { user, tenant } = useSession();
  return (
    <UnstyledButton {...props} className={classes.person} aria-label={t("shell.account", { name: user.name })}>
      <Avatar name={user.name} url={user.avatar_url} />
      <span className={classes.words}>
        <span className={classes.name} dir="auto">{user.name}</span>
        <span className={classes.place} dir="auto">{user.company?.name ?? tenant.name}</span>
      </span>
      <IconSelector size={16} stroke={1.75} aria-hidden />
    </UnstyledButton>
  );
}
