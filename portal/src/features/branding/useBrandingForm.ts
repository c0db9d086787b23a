import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { getBranding, getManagedBranding, resetBranding, saveBranding } from "@/api/branding";
import { Problem } from "@/api/problem";
import type { ManagedBranding } from "@/api/types";
import { applyBranding } from "@/ui/applyBranding";
import { brandingQuery } from "@/ui/session";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { differences } from "@/util/differences";
import { managedBrandingQuery } from "./queries";
import { labelsOf, rules, toEdit, valuesOf, type BrandingValues } from "./values";

/** The editor's state: the draft, the version it started from, and another person's version when the two collide. */
export function useBrandingForm(start: ManagedBranding) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<ManagedBranding | null>(null);
  const form = useForm<BrandingValues>({ initialValues: valuesOf(start), validate: rules(t) });
  const problem = useFormProblem(form);
  const labels = labelsOf(t);

  /** Takes over what the server holds now and dresses this page in it; a draft of the text fields stays when asked. */
  function adopt(branding: ManagedBranding, keepDraft: boolean) {
    setSaved(branding);
    queries.setQueryData(managedBrandingQuery.queryKey, branding);
    form.setInitialValues(valuesOf(branding));
    if (!keepDraft) form.setValues(valuesOf(branding));
    getBranding(branding.tenant)
      .then((look) => {
        queries.setQueryData(brandingQuery(branding.tenant).queryKey, look);
        return applyBranding({ ...look, theme_url: branding.theme_url });
      })
      .catch(() => undefined);
  }

  async function collide(values: BrandingValues) {
    try {
      const latest = await getManagedBranding();
      if (differences(values, valuesOf(latest), labels).length === 0) adopt(latest, false);
      else setTheirs(latest);
    } catch (reason) {
      problem.fail(reason);
    }
  }

  const stale = (reason: unknown) => reason instanceof Problem && (reason.status === 412 || reason.status === 428);
  const save = useMutation({
    mutationFn: ({ values, version }: { values: BrandingValues; version: number }) => saveBranding(toEdit(values), version),
    onSuccess: (branding) => {
      adopt(branding, false);
      const leftOut = branding.custom_css_removed.length;
      toast.done(leftOut > 0 ? t("branding.savedLeftOut", { count: leftOut }) : t("branding.saved"));
    },
    onError: (reason, { values }) => (stale(reason) ? collide(values) : problem.fail(reason)),
  });
  const reset = useMutation({
    mutationFn: () => resetBranding(saved.version),
    onSuccess: (branding) => {
      const before = valuesOf(saved);
      adopt(branding, false);
      toast.done(t("branding.wasReset"), () => { save.mutate({ values: before, version: branding.version }); });
    },
    onError: (reason) => (stale(reason) ? collide(form.values) : problem.fail(reason)),
  });

  function resolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof BrandingValues]])) };
    form.setValues(values);
    setTheirs(null);
    save.mutate({ values, version: theirs.version });
  }

  return {
    form,
    problem,
    labels,
    saved,
    save,
    reset,
    adopt,
    conflict: theirs && differences(form.values, valuesOf(theirs), labels),
    resolve,
    dismissConflict: () => { setTheirs(null); },
  };
}
