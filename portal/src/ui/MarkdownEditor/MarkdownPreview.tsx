import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { previewMarkdown } from "@/api/markdown";
import { Bones } from "@/ui/Bones";
import { Markup } from "@/ui/Markup";
import { problemToSentence } from "@/ui/problemToSentence";
import classes from "./MarkdownEditor.module.css";

/** The text as readers will see it, rendered by the server. */
export function MarkdownPreview({ text, label, render }: { text: string; label: string; render?: (text: string) => Promise<string> }) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: ["markdown", render ? "own" : "page", text],
    queryFn: () => (render ?? previewMarkdown)(text),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    // What a caller renders with may have changed since.
    staleTime: render ? 0 : 30_000,
  });
  return (
    <div role="region" aria-label={label} aria-busy={preview.isFetching} tabIndex={0} className={classes.preview}>
      {text.trim() === "" && <p className={classes.nothing}>{t("markdown.nothing")}</p>}
      {text.trim() !== "" && preview.isPending && <Bones rows={2} />}
      {preview.isError && <p role="alert">{problemToSentence(preview.error, t)}</p>}
      {text.trim() !== "" && preview.data !== undefined && <Markup html={preview.data} />}
    </div>
  );
}
