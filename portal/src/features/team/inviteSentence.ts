import { Problem } from "@/api/problem";
import type { Translate } from "@/i18n";
import { problemToSentence } from "@/ui/problemToSentence";

/** A wait that is longer than any of the general limits' is the company's own limit of a day. */
const longestWait = 15 * 60;

/** Why somebody was not invited: the limits of a company have sentences of their own. */
export function inviteSentence(reason: unknown, t: Translate): string {
  if (!(reason instanceof Problem)) return problemToSentence(reason, t);
  const wait = reason.retryAfter ?? 0;
  if (reason.status === 429 && wait > longestWait) return t("team.dayLimit", { count: Math.ceil(wait / 3600) });
  return problemToSentence(reason, t);
}
