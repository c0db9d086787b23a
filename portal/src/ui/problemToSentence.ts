import { keyWasUsed, Problem } from "@/api/problem";
import type { Translate } from "@/i18n";

/**
 * What went wrong and what to do, in one sentence for the person. The only place that words a problem. Messages about
 * fields are said here as well; a form that shows them at its fields uses `FormSummary`.
 */
export function problemToSentence(reason: unknown, t: Translate): string {
  if (!(reason instanceof Problem)) return t("problem.unexpected");
  if (keyWasUsed(reason)) return t("problem.sentBefore");
  if (reason.status === 415) return reason.detail ?? t("problem.mediaType");
  switch (reason.code) {
    case "OFFLINE":
      return t("problem.offline");
    case "UNAUTHORIZED":
      return t("problem.credentials");
    case "SESSION_CHANGED":
      return t("problem.otherPerson");
    case "FORBIDDEN":
      return reason.detail ?? t("problem.forbidden");
    case "NOT_FOUND":
      return t("problem.notFound");
    case "VALIDATION_ERROR":
      return Object.keys(reason.errors).length > 0 ? [...new Set(Object.values(reason.errors))].join(" ") : (reason.detail ?? t("problem.validation"));
    case "CONFLICT":
      return reason.detail ?? t("problem.conflict");
    case "PRECONDITION_FAILED":
      return t("problem.changed");
    case "PAYLOAD_TOO_LARGE":
      return reason.detail ?? t("problem.tooLarge");
    case "RATE_LIMIT_EXCEEDED":
      return tooMany(reason.retryAfter, t);
    case "UNAVAILABLE":
      return t("problem.unavailable");
    case "INTERNAL":
      return t("problem.internal");
    default:
      return reason.detail ?? t("problem.unexpected");
  }
}

function tooMany(seconds: number | undefined, t: Translate): string {
  if (seconds === undefined) return t("problem.tooMany");
  if (seconds < 60) return t("problem.tooManySeconds", { count: seconds });
  return t("problem.tooManyMinutes", { count: Math.ceil(seconds / 60) });
}
