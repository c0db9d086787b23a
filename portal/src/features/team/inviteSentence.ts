import { Problem } from "@/api/problem";
import type { Translate } from "@/i18n";
import { problemToSentence } from "@/ui/problemToSentence";

/** A wait longer than those of the general limits means the company's daily limit. */
const longestWait = 15 * 60;

/** Why somebody was not invited: the company's limits have their own sentences. */
export function inviteSentence(reason: unknown, t: Translate): string {
  if (!(reason instanceof Problem)) return problemToSentence(reason, t);
  const wait = reason.retryAfter ?? 0;
  if (reason.status === 429 && wait > longestWait) return t("team.dayLimit", { count: Math.ceil(wait / 3600) });
  return problemToSentence(reason, t);
}
