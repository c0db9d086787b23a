import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "./ConfirmDialog";

/** Asks before a page with unsaved changes is left; put what it returns into the page. */
export function useLeaveGuard(dirty: boolean): ReactNode {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === "blocked"}
      title={t("leave.title")}
      text={t("leave.text")}
      action={t("leave.action")}
      danger
      onCancel={() => { blocker.reset?.(); }}
      onConfirm={() => { blocker.proceed?.(); }}
    />
  );
}
