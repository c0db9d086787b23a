import { requestStatuses, type RequestStatus } from "@/api/types";

/** The filters of lists of requests as they stand in the address. */
export interface RequestSearch {
  whose?: "company";
  status?: RequestStatus;
}

export function parseRequestSearch(raw: Record<string, unknown>): RequestSearch {
  const status = requestStatuses.find((each) => each === raw.status);
  return { ...(raw.whose === "company" && { whose: "company" }), ...(status && { status }) };
}
