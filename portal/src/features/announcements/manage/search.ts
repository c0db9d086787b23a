/** Where announcements stand, as the list's pills and address say it. */
export const states = ["draft", "scheduled", "published", "expired"] as const;

export interface AdminSearch {
  status?: (typeof states)[number];
  q?: string;
}

export function parseAdminSearch(raw: Record<string, unknown>): AdminSearch {
  const status = states.find((each) => each === raw.status);
  const q = typeof raw.q === "string" || typeof raw.q === "number" ? String(raw.q).slice(0, 200) : "";
  return { ...(status && { status }), ...(q && { q }) };
}
