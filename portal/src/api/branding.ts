import { api, quoted, take } from "./client";
import type { BrandingDraft, BrandingEdit } from "./types";

const header = (version: number) => ({ header: { "if-match": quoted(version) } });

export const getBranding = (tenant: string) => take(api.GET("/api/portal/branding", { params: { query: { tenant } } }));

export const getManagedBranding = () => take(api.GET("/api/manage/branding"));

/** Saves the texts, colours and CSS over the version that was read; 412 when it has changed since. */
export const saveBranding = (body: BrandingEdit, version: number) => take(api.PUT("/api/manage/branding", { params: header(version), body }));

export const checkBranding = (body: BrandingDraft, signal?: AbortSignal) => take(api.POST("/api/manage/branding/check", { body, signal }));

export const resetBranding = (version: number) => take(api.POST("/api/manage/branding/reset", { params: header(version) }));

export type BrandingImage = "logo" | "favicon";

/** Sends a picture as it is; the server looks into it to learn its type. */
export const uploadImage = (kind: BrandingImage, image: Blob, version: number) =>
  take(
    api.PUT(`/api/manage/branding/${kind}`, {
      params: header(version),
      body: image as unknown as number[], // the description calls bytes an array of numbers
      bodySerializer: () => image,
      headers: { "content-type": image.type || "application/octet-stream" },
    }),
  );

export const removeImage = (kind: BrandingImage, version: number) => take(api.DELETE(`/api/manage/branding/${kind}`, { params: header(version) }));
