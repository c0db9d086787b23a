import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createItem, getManagedItem, updateItem } from "@/api/catalog";
import { Problem } from "@/api/problem";
import type { ManagedCatalogItem } from "@/api/types";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { differences } from "@/util/differences";
import { randomKey } from "@/util/id";
import { managedItemQuery } from "../queries";
import { check, empty, inWords, labelsOf, toEdit, valuesOf, type ItemValues } from "./values";

/** The editor's state: what is written, the version it started from, and another person's where the two collide. */
export function useItemForm(start: ManagedCatalogItem | null, onSaved: (saved: ManagedCatalogItem) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key, setKey] = useState(randomKey);
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<ManagedCatalogItem | null>(null);
  const form = useForm<ItemValues>({ initialValues: start ? valuesOf(start) : empty, validate: (values) => check(values, t) });
  const problem = useFormProblem(form);
  const labels = labelsOf(t);
  const compare = (mine: ItemValues, other: ItemValues) => differences(inWords(mine, t), inWords(other, t), labels);

  function adopt(latest: ManagedCatalogItem) {
    setSaved(latest);
    queries.setQueryData(managedItemQuery(latest.id).queryKey, latest);
    form.setInitialValues(valuesOf(latest));
    form.setValues(valuesOf(latest));
    form.resetDirty(valuesOf(latest));
  }

  async function collide(values: ItemValues, id: string) {
    try {
      const latest = await getManagedItem(id);
      if (compare(values, valuesOf(latest)).length === 0) adopt(latest);
      else setTheirs(latest);
    } catch (reason) {
      problem.fail(reason);
    }
  }

  const save = useMutation({
    mutationFn: ({ values, version }: { values: ItemValues; version: number }) =>
      saved ? updateItem(saved.id, toEdit(values), version) : createItem(toEdit(values), key),
    onSuccess: (latest) => {
      adopt(latest);
      void queries.invalidateQueries({ queryKey: ["catalog"] });
      toast.done(t(latest.published ? "catalog.savedPublished" : "catalog.savedDraft"));
      onSaved(latest);
    },
    onError: (reason, { values }) => {
      if (saved && reason instanceof Problem && reason.status === 412) return collide(values, saved.id);
      // With other fields it is another item.
      if (reason instanceof Problem) setKey(randomKey());
      problem.fail(reason);
    },
  });

  function resolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof ItemValues]])) };
    form.setValues(values);
    setTheirs(null);
    save.mutate({ values, version: theirs.version });
  }

  return { form, problem, labels, saved, save, conflict: theirs && compare(form.values, valuesOf(theirs)), resolve, dismissConflict: () => { setTheirs(null); } };
}
