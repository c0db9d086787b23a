import type { Translate } from "@/i18n";

/** The server's error for a name that contains an address, see `shared/src/account/name.rs`. */
const nameHoldsAddress = "Enter only the name, without web or email addresses.";

/** The server's error for a field, in the reader's language if the portal has a translation. */
export const fieldSentence = (message: string, t: Translate): string => (message === nameHoldsAddress ? t("problem.nameHoldsAddress") : message);
