import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { fieldSentence } from "./fieldSentence";

/**
 * Failures of a form in one shape, whether found here or by the server: messages land on the fields of the same
 * name, and `reason` feeds the summary. What was typed stays. `pathOf` says where the form has a field of the server's.
 */
export function useFormProblem<T extends object>(form: UseFormReturnType<T>, pathOf = (field: string) => field) {
  const [reason, setReason] = useState<unknown>(null);
  const { errors } = form;
  const { t } = useTranslation();
  return {
    /** What is left of the last failure: a field that was corrected since is no part of it. */
    reason: reason instanceof Problem ? reason.remaining((field) => pathOf(field) in errors) : reason,
    /** For a refusal from the server or the network. */
    fail(problem: unknown) {
      if (problem instanceof Problem) form.setErrors(Object.fromEntries(Object.entries(problem.errors).map(([field, message]) => [pathOf(field), fieldSentence(message, t)])));
      setReason(problem);
    },
    /** Second argument of `form.onSubmit`. */
    invalid(errors: Record<string, unknown>) {
      const messages = Object.fromEntries(Object.entries(errors).map(([field, message]) => [field, String(message)]));
      setReason(new Problem({ status: 422, code: "VALIDATION_ERROR", errors: messages }));
    },
    clear() {
      setReason(null);
    },
  };
}
