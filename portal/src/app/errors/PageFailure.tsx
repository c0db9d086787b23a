import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ErrorPage } from "@/ui/ErrorPage";
import { useOnline } from "@/ui/useOnline";
import { forgetFailedPages, PageNotLoaded } from "../routes/lazyPage";

/** A page that did not open: its script did not arrive, or it broke in the browser. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  if (error instanceof PageNotLoaded) return <NotLoaded error={error} reset={reset} />;
  return <Broken error={error} />;
}

function NotLoaded({ error, reset }: { error: PageNotLoaded; reset: () => void }) {
  const { t } = useTranslation();
  const online = useOnline();
  const wasOnline = useRef(online);
  const retry = () => {
    forgetFailedPages();
    reset();
  };
  // Back on the network the page opens without another click.
  useEffect(() => {
    if (online && !wasOnline.current) retry();
    wasOnline.current = online;
  });
  if (online) return <Broken error={error} onRetry={retry} />;
  return (
    <ErrorPage title={t("pages.offline.title")} text={t("pages.offline.text")}>
      <Button onClick={retry}>{t("retry")}</Button>
    </ErrorPage>
  );
}

function Broken({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <ErrorPage title={t("pages.failure.title")} text={t("pages.failure.text")} small={error instanceof Error ? error.message.slice(0, 200) : undefined}>
      {onRetry && <Button variant="default" onClick={onRetry}>{t("retry")}</Button>}
      <Button onClick={() => { location.reload(); }}>{t("pages.failure.reload")}</Button>
    </ErrorPage>
  );
}
