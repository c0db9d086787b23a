import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ErrorPage } from "@/ui/ErrorPage";

/** A page that broke in the browser: a chunk that is gone after an update, or a fault of ours. */
export function PageFailure({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <ErrorPage title={t("pages.failure.title")} text={t("pages.failure.text")} small={error instanceof Error ? error.message.slice(0, 200) : undefined}>
      <Button onClick={() => { location.reload(); }}>{t("pages.failure.reload")}</Button>
    </ErrorPage>
  );
}
