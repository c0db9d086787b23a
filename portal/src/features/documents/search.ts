import type { FileCategory, PolicyState } from "@/api/types";

export const tabs = ["to-sign", "signed", "files"] as const;
/** The lists as the catalogues of words call them. */
export const tabWords = { "to-sign": "to_sign", signed: "signed", files: "files" } as const;

export const categories: readonly FileCategory[] = ["general", "contract", "report", "guide", "compliance"];
export const policyStates: readonly PolicyState[] = ["draft", "published", "archived"];

/** The clients' lists as they stand in the address; what cannot be read is left out. */
export interface DocumentSearch {
  tab?: (typeof tabs)[number];
  category?: FileCategory;
  q?: string;
}

export interface FilesSearch {
  category?: FileCategory;
  q?: string;
}

export interface PoliciesSearch {
  state?: PolicyState;
  q?: string;
}

export const complianceViews = ["companies", "policies"] as const;

export interface ComplianceSearch {
  by?: (typeof complianceViews)[number];
  /** Companies that are asked to sign that policy. */
  policy?: string;
  q?: string;
}

const words = (raw: unknown) => (typeof raw === "string" || typeof raw === "number" ? String(raw).slice(0, 200) : "");

export function parseFilesSearch(raw: Record<string, unknown>): FilesSearch {
  const category = categories.find((each) => each === raw.category);
  const q = words(raw.q);
  return { ...(category && { category }), ...(q && { q }) };
}

export function parseDocumentSearch(raw: Record<string, unknown>): DocumentSearch {
  const tab = tabs.find((each) => each === raw.tab);
  const { category, q } = parseFilesSearch(raw);
  return { ...(tab && { tab }), ...(category && tab === "files" && { category }), ...(q && { q }) };
}

export function parsePoliciesSearch(raw: Record<string, unknown>): PoliciesSearch {
  const state = policyStates.find((each) => each === raw.state);
  const q = words(raw.q);
  return { ...(state && { state }), ...(q && { q }) };
}

export function parseComplianceSearch(raw: Record<string, unknown>): ComplianceSearch {
  const by = raw.by === "policies" ? raw.by : undefined;
  const policy = !by && typeof raw.policy === "string" && /^pol_\w{1,60}$/.test(raw.policy) ? raw.policy : undefined;
  const q = words(raw.q);
  return { ...(by && { by }), ...(policy && { policy }), ...(q && { q }) };
}
