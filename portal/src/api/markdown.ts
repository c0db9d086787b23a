import { api, take } from "./client";

/** Markdown as the server renders it for readers. */
export const previewMarkdown = async (text: string): Promise<string> => (await take(api.POST("/api/manage/markdown/preview", { body: { text } }))).html;

/** A text to be signed, as its signers will read it: where links lead stands there as text. */
export const previewSigned = async (text: string): Promise<string> => (await take(api.POST("/api/manage/markdown/preview", { body: { text, signed: true } }))).html;
