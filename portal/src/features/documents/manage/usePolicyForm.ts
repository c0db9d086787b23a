import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createPolicy, getPolicy, publishPolicy, updatePolicy } from "@/api/documents";
import { Problem } from "@/api/problem";
import type { ManagedPolicy } from "@/api/types";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { differences } from "@/util/differences";
import { randomKey } from "@/util/id";
import { policyQuery } from "../queries";
import { emptyPolicy, formPath, policyInWords, policyLabels, policyRules, policyValues, toPolicyEdit, type PolicyValues } from "./policyValues";

/** The editor's state: what is written, the version it started from, and another person's where the two collide. */
export function usePolicyForm(start: ManagedPolicy | null, issuer: string, onCreated: (made: ManagedPolicy) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key, setKey] = useState(randomKey);
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<ManagedPolicy | null>(null);
  const form = useForm<PolicyValues>({ initialValues: start ? policyValues(start) : emptyPolicy(issuer), validate: policyRules(t) });
  const problem = useFormProblem(form);
  const labels = policyLabels(t);
  const compare = (mine: PolicyValues, other: PolicyValues) => differences(policyInWords(mine, t), policyInWords(other, t), labels);

  function adopt(latest: ManagedPolicy) {
    setSaved(latest);
    queries.setQueryData(policyQuery(latest.id).queryKey, latest);
    const values = policyValues(latest);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    void queries.invalidateQueries({ queryKey: ["document", "manage"] });
  }

  function fail(reason: unknown) {
    problem.fail(reason);
    if (reason instanceof Problem) form.setErrors(Object.fromEntries(Object.entries(reason.errors).map(([field, message]) => [formPath(field), message])));
  }

  async function collide(values: PolicyValues, id: string) {
    try {
      const latest = await getPolicy(id);
      if (compare(values, policyValues(latest)).length === 0) adopt(latest);
      else setTheirs(latest);
    } catch (reason) {
      fail(reason);
    }
  }

  const save = useMutation({
    mutationFn: async ({ values, version, publish }: { values: PolicyValues; version: number; publish: boolean }) => {
      const written = !saved || form.isDirty() || version !== saved.version;
      const kept = !saved ? await createPolicy(toPolicyEdit(values), key) : written ? await updatePolicy(saved.id, toPolicyEdit(values), version) : saved;
      if (!publish) return kept;
      try {
        return await publishPolicy(kept.id, kept.version);
      } catch (reason) {
        // What was written is kept, and the page stays with what was refused.
        adopt(kept);
        throw reason;
      }
    },
    onSuccess: (latest, { publish }) => {
      const before = saved?.published_version ?? 0;
      adopt(latest);
      toast.done(publish ? t(latest.published_version > before ? "documents.publishedNew" : "documents.publishedSame", { number: latest.published_version }) : t("saved"));
      if (!start) onCreated(latest);
    },
    onError: (reason, { values }) => {
      if (saved && reason instanceof Problem && reason.status === 412) return collide(values, saved.id);
      // With other fields it is another policy.
      if (reason instanceof Problem) setKey(randomKey());
      fail(reason);
    },
  });

  function resolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = policyValues(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof PolicyValues]])) };
    form.setValues(values);
    setTheirs(null);
    save.mutate({ values, version: theirs.version, publish: false });
  }

  return {
    form,
    problem,
    labels,
    saved,
    save,
    adopt,
    conflict: theirs && compare(form.values, policyValues(theirs)),
    resolve,
    dismissConflict: () => { setTheirs(null); },
  };
}
