import type { Translate } from "@/i18n";

/** The server's sentence about a name that holds an address, see `shared/src/account/name.rs`. */
const nameHoldsAddress = "Use the name alone, without web or email addresses.";

/** What the server says of a field, in the reader's language where the portal has words for it. */
export const fieldSentence = (message: string, t: Translate): string => (message === nameHoldsAddress ? t("problem.nameHoldsAddress") : message);
