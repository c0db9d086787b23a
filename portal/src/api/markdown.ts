import { api, take } from "./client";

/** Markdown as the server renders it for readers. */
export const previewMarkdown = async (text: string): Promise<string> => (await take(api.POST("/api/manage/markdown/preview", { body: { text } }))).html;
