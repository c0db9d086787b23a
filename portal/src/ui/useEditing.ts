import { useForm, type UseFormInput, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { differences } from "@/util/differences";
import { toast } from "./toast";
import { useFormProblem } from "./useFormProblem";

interface Options<T, V extends object> {
  start: T;
  valuesOf: (item: T) => V;
  validate?: UseFormInput<V>["validate"];
  /** Names of the fields; only fields that have one are compared. */
  labels: Partial<Record<keyof V & string, string>>;
  /** The values as a reader knows them, for showing two versions side by side. */
  inWords?: (values: V) => Partial<Record<keyof V & string, unknown>>;
  save: (values: V, version: number) => Promise<T>;
  load: () => Promise<T>;
  /** Keeps what the server holds now where others look for it. */
  keep: (item: T) => void;
  onSaved?: (item: T) => unknown;
}

/** A form over something with a version: nobody's work is lost, whoever saves first. */
export function useEditing<T extends { version: number }, V extends object>({ start, valuesOf, validate, labels, inWords, save: send, load, keep, onSaved }: Options<T, V>) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<T | null>(null);
  const form: UseFormReturnType<V> = useForm<V>({ initialValues: valuesOf(start), validate });
  const problem = useFormProblem(form);

  const compare = (mine: V, other: V) => {
    const words = (values: V) => Object.fromEntries(Object.entries({ ...values, ...inWords?.(values) }).map(([name, value]) => [name, typeof value === "boolean" ? t(value ? "switchedOn" : "switchedOff") : value]));
    return differences(words(mine), words(other), labels as Record<string, string>);
  };

  /** Takes over what the server holds now; a draft of the form stays when asked. */
  function adopt(item: T, keepDraft = false) {
    setSaved(item);
    keep(item);
    form.setInitialValues(valuesOf(item));
    if (!keepDraft) form.setValues(valuesOf(item));
  }

  const save = useMutation({
    mutationFn: ({ values, version }: { values: V; version: number }) => send(values, version),
    onSuccess: async (item) => {
      await onSaved?.(item);
      adopt(item);
      toast.done(t("saved"));
    },
    onError: async (reason, { values }) => {
      if (!(reason instanceof Problem && reason.status === 412)) {
        problem.fail(reason);
        return;
      }
      try {
        const latest = await load();
        // Signing in changes an account too, for one; only what stands in the form is somebody's work.
        if (compare(valuesOf(saved), valuesOf(latest)).length === 0) save.mutate({ values, version: latest.version });
        else if (compare(values, valuesOf(latest)).length === 0) adopt(latest);
        else setTheirs(latest);
      } catch (second) {
        problem.fail(second);
      }
    },
  });

  function onResolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof V]])) };
    form.setValues(values);
    setSaved(theirs);
    setTheirs(null);
    save.mutate({ values, version: theirs.version });
  }

  return {
    form,
    problem,
    saved,
    adopt,
    /** For the form's `onSubmit`. */
    submit: form.onSubmit((values) => {
      problem.clear();
      save.mutate({ values, version: saved.version });
    }, problem.invalid),
    button: { busy: save.isPending, paused: save.isPaused },
    /** For the `ConflictDialog`. */
    conflict: { fields: theirs && compare(form.values, valuesOf(theirs)), onCancel: () => { setTheirs(null); }, onResolve },
  };
}
