import { request } from "./http";
import type { Branding, BrandingCheck, BrandingEdit, ManagedBranding } from "./types";

const managed = "/api/manage/branding";

export const getBranding = (tenant: string) => request<Branding>("GET", "/api/portal/branding", { query: { tenant }, unauthorized: "throw" });

export const getManagedBranding = () => request<ManagedBranding>("GET", managed);

export const saveBranding = (edit: BrandingEdit, version: number) =>
  request<ManagedBranding>("PUT", managed, { body: edit, ifMatch: version });

export const checkBranding = (draft: Pick<BrandingEdit, "primary_color" | "accent_color" | "custom_css">, signal?: AbortSignal) =>
  request<BrandingCheck>("POST", `${managed}/check`, { body: draft, signal });

export const resetBranding = (version: number) => request<ManagedBranding>("POST", `${managed}/reset`, { ifMatch: version });

export type BrandingImage = "logo" | "favicon";

export const uploadImage = (kind: BrandingImage, image: Blob, version: number) =>
  request<ManagedBranding>("PUT", `${managed}/${kind}`, { body: image, ifMatch: version });

export const removeImage = (kind: BrandingImage, version: number) =>
  request<ManagedBranding>("DELETE", `${managed}/${kind}`, { ifMatch: version });
