import { userStatuses, type UserStatus } from "@/api/types";

/** The list's filters as they stand in the address; what cannot be read is left out. */
export interface UserSearch {
  q?: string;
  /** `not_invited`: those who came from a file and whom nobody has invited yet. */
  status?: UserStatus | "not_invited";
  role?: "user" | "company_admin";
}

export const userStates = [...userStatuses, "not_invited"] as const;

export function parseUserSearch(raw: Record<string, unknown>): UserSearch {
  const search: UserSearch = {};
  if ((typeof raw.q === "string" || typeof raw.q === "number") && raw.q !== "") search.q = String(raw.q).slice(0, 200);
  const status = userStates.find((each) => each === raw.status);
  if (status) search.status = status;
  if (raw.role === "user" || raw.role === "company_admin") search.role = raw.role;
  return search;
}
