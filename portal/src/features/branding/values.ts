import type { BrandingEdit, ManagedBranding } from "@/api/types";
import type { Translate } from "@/i18n";

/** What the form edits; empty text stands for "none". */
export interface BrandingValues {
  portal_name: string;
  primary_color: string;
  accent_color: string;
  welcome_text: string;
  support_email: string;
  support_phone: string;
  custom_css: string;
  show_powered_by: boolean;
}

export const valuesOf = (branding: ManagedBranding): BrandingValues => ({
  portal_name: branding.portal_name,
  primary_color: branding.primary_color,
  accent_color: branding.accent_color,
  welcome_text: branding.welcome_text,
  support_email: branding.support_email ?? "",
  support_phone: branding.support_phone ?? "",
  custom_css: branding.custom_css,
  show_powered_by: branding.show_powered_by,
});

export const toEdit = (values: BrandingValues): BrandingEdit => ({
  ...values,
  portal_name: values.portal_name.trim(),
  support_email: values.support_email.trim() || null,
  support_phone: values.support_phone.trim() || null,
});

export const isColor = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

export const rules = (t: Translate) => ({
  portal_name: (text: string) => (text.trim() ? null : t("branding.nameMissing")),
  primary_color: (text: string) => (isColor(text) ? null : t("branding.colorInvalid")),
  accent_color: (text: string) => (isColor(text) ? null : t("branding.colorInvalid")),
});

export const labelsOf = (t: Translate): Record<keyof BrandingValues, string> => ({
  portal_name: t("branding.name"),
  primary_color: t("branding.primary"),
  accent_color: t("branding.accent"),
  welcome_text: t("branding.welcome"),
  support_email: t("branding.supportEmail"),
  support_phone: t("branding.supportPhone"),
  custom_css: t("branding.css"),
  show_powered_by: t("branding.poweredBy"),
});
