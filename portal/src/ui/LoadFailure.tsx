import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { ErrorPage } from "./ErrorPage";
import { problemToSentence } from "./problemToSentence";

/** What could not be loaded, with another try and the trace id for whoever helps. */
export function LoadFailure({ reason, retry }: { reason: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const problem = reason instanceof Problem ? reason : undefined;
  const gone = problem?.status === 404;
  const forbidden = problem?.status === 403;
  const title = gone ? t("pages.notFound.title") : forbidden ? t("pages.forbidden.title") : t("pages.load.title");
  return (
    <ErrorPage title={title} text={problemToSentence(reason, t)} small={problem?.traceId && !forbidden ? t("pages.trace", { id: problem.traceId }) : undefined}>
      {!gone && !forbidden && <Button onClick={retry}>{t("retry")}</Button>}
    </ErrorPage>
  );
}
