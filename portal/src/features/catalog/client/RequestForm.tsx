import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createRequest } from "@/api/catalog";
import { keyWasUsed, Problem } from "@/api/problem";
import type { CatalogItem } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useWithoutFiles } from "@/ui/uploads/useWithoutFiles";
import { readDraft, useDraft } from "@/util/draft";
import { given, isUnfilled, unfilled, type Filled } from "../form/fill";
import { FormFields } from "../form/FormFields";
import { judge } from "../form/judge";
import { wrongInWords } from "../form/words";
import { catalogItemQuery, requestQuery } from "../queries";
import classes from "./ItemPage.module.css";

/** The form of an item: what is typed is kept in this browser until it is sent. */
export function RequestForm({ item }: { item: CatalogItem }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { team } = useRights();
  const [filled, setFilled] = useState<Filled>(() => readDraft(`request-${item.id}`, unfilled));
  const [tried, setTried] = useState(false);
  const [told, setTold] = useState<Record<string, string>>({});
  const [reason, setReason] = useState<unknown>(null);
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const draft = useDraft(`request-${item.id}`, filled, isUnfilled(filled));
  const [missing, setMissing] = useState<Readonly<Record<string, string[]>>>({});

  const answers = given(item.fields, filled);
  const states = judge(item.fields, answers);
  const wrong = Object.fromEntries(item.fields.flatMap((field, place) => {
    const state = states[place];
    const words = state && wrongInWords(field, state, t);
    return words ? [[field.key, words] as const] : [];
  }));
  const errors = { ...told, ...(tried ? wrong : {}) };
  const answerOf = (name: string) => (name.startsWith("answers.") ? name.slice("answers.".length) : null);
  const open = (name: string) => {
    const field = answerOf(name);
    return field === null || field in errors;
  };

  const send = useMutation({
    mutationFn: () => {
      const kept = item.fields.flatMap((field, place) => {
        const value = states[place]?.kept ?? null;
        return value === null ? [] : [[field.key, value] as const];
      });
      return createRequest({ item: item.id, form_version: item.form_version, answers: Object.fromEntries(kept) }, draft.key());
    },
    onSuccess: async (request) => {
      draft.forget();
      queries.setQueryData(requestQuery("portal", request.id).queryKey, request);
      void queries.invalidateQueries({ queryKey: ["requests"] });
      void queries.invalidateQueries({ queryKey: ["tickets"] });
      void queries.invalidateQueries({ queryKey: ["dashboard"] });
      toast.done(t(request.status === "pending_approval" ? "requests.sentPending" : "requests.sent"));
      await navigate({ to: "/portal/requests/$id", params: { id: request.id }, replace: true });
    },
    onError: (failure) => {
      if (keyWasUsed(failure)) draft.renew();
      setReason(failure);
      if (!(failure instanceof Problem)) return;
      setTold(Object.fromEntries(Object.entries(failure.errors).flatMap(([name, words]) => {
        const field = answerOf(name);
        return field === null ? [] : [[field, words] as const];
      })));
      // The form may be another by now: it is read anew, and what was typed stays.
      if (failure.status === 409) void queries.invalidateQueries({ queryKey: catalogItemQuery(item.id).queryKey });
    },
  });

  // Files of questions that are hidden by now are not sent anyway.
  const failed = item.fields.flatMap((field, place) => (states[place]?.visible ? (missing[field.key] ?? []) : []));
  const unsent = useWithoutFiles({ failed });

  function submit() {
    setTried(true);
    setTold({});
    if (Object.keys(wrong).length > 0) {
      const named = Object.entries(wrong).map(([field, words]) => [`answers.${field}`, words]);
      setReason(new Problem({ status: 422, code: "VALIDATION_ERROR", errors: Object.fromEntries(named) as Record<string, string> }));
      return;
    }
    setReason(null);
    unsent.ask(() => { send.mutate(); });
  }

  const labels = Object.fromEntries(item.fields.map((field) => [`answers.${field.key}`, field.label]));
  return (
    <form
      className={classes.form}
      noValidate
      aria-label={t("requests.form", { name: item.name })}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormSummary reason={reason instanceof Problem ? reason.remaining(open) : reason} labels={labels} />
      {item.fields.length === 0 && <p className={classes.hint}>{t("requests.noFields")}</p>}
      <FormFields
        fields={item.fields}
        filled={filled}
        errors={errors}
        onValue={(field, raw) => {
          setFilled((before) => ({ ...before, values: { ...before.values, [field]: raw } }));
          setTold((before) => without(before, field));
        }}
        onFiles={(field, files) => {
          setFilled((before) => (before.files[field] === undefined && files.length === 0 ? before : { ...before, files: { ...before.files, [field]: files } }));
          setTold((before) => without(before, field));
        }}
        onSending={(field, on) => {
          setSending((before) => {
            const next = new Set(before);
            if (on) next.add(field);
            else next.delete(field);
            return next;
          });
        }}
        onFailed={(field, names) => { setMissing((before) => ({ ...before, [field]: names })); }}
      />
      <div className={classes.actions}>
        <SubmitButton busy={send.isPending} paused={send.isPaused} disabled={sending.size > 0}>
          {t(item.needs_approval ? "requests.submitPending" : "requests.submit")}
        </SubmitButton>
        <span className={classes.hint}>{t(sending.size > 0 ? "attach.wait" : item.needs_approval ? (team ? "requests.pendingHintAdmin" : "requests.pendingHint") : "requests.hint")}</span>
      </div>
      {unsent.dialog}
    </form>
  );
}

const without = (messages: Record<string, string>, field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(messages).filter(([name]) => name !== field));
