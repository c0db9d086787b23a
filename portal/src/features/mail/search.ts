import { mailStates, type MailState } from "@/api/mail";

/** Which part of the page, and which deliveries, as they stand in the address. */
export interface MailSearch {
  show?: "previews";
  state?: MailState;
  mail?: string;
}

export function parseMailSearch(raw: Record<string, unknown>): MailSearch {
  const state = mailStates.find((each) => each === raw.state);
  return {
    ...(raw.show === "previews" ? { show: "previews" } : {}),
    ...(state ? { state } : {}),
    ...(typeof raw.mail === "string" && /^mal_[0-9A-Z]{26}$/.test(raw.mail) ? { mail: raw.mail } : {}),
  };
}
