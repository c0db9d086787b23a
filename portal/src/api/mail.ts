import { api, quoted, take } from "./client";
import type { components } from "./schema";

export type Delivery = components["schemas"]["Delivery"];
export type DeliveryWithText = components["schemas"]["DeliveryWithText"];
export type MailState = components["schemas"]["DeliveryState"];
export type MailOverview = components["schemas"]["MailOverview"];
export type MailPreview = components["schemas"]["Preview"];
export const mailStates = ["queued", "sent", "failed", "dead"] as const satisfies readonly MailState[];
export const mailLanguages = ["en", "de", "es"] as const satisfies readonly components["schemas"]["Language"][];
export type MailLanguage = (typeof mailLanguages)[number];

const of = (id: string) => ({ path: { id } });

export const getMailOverview = () => take(api.GET("/api/manage/mail"));

export const listDeliveries = (query: { state?: MailState; cursor?: string }, signal?: AbortSignal) =>
  take(api.GET("/api/manage/mail/deliveries", { params: { query }, signal }));

export const getDelivery = (id: string) => take(api.GET("/api/manage/mail/deliveries/{id}", { params: of(id) }));

export const resendDelivery = (id: string, version: number) =>
  take(api.POST("/api/manage/mail/deliveries/{id}/resend", { params: { ...of(id), header: { "if-match": quoted(version) } } }));

export const listMailPreviews = (language: MailLanguage) => take(api.GET("/api/manage/mail/previews", { params: { query: { language } } }));

/** Pages for frames. */
export const deliveryPage = (id: string) => `/api/manage/mail/deliveries/${encodeURIComponent(id)}/page`;
export const previewPage = (name: string, language: MailLanguage) => `/api/manage/mail/previews/${encodeURIComponent(name)}/page?language=${language}`;
