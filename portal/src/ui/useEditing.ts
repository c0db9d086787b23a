import { useForm, type UseFormInput, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { differences } from "@/util/differences";
import { toast } from "./toast";
import { useFormProblem } from "./useFormProblem";
import { useRequestKey } from "./useRequestKey";

/** What a save may need besides the values and the version that they began with. */
export interface Attempt<T, H> {
  /** What the server held when the form was filled; absent while nothing was ever saved. */
  saved: T | null;
  /** Makes it harmless to send a new thing twice. */
  key: string;
  /** True where the form, or the version that it is saved over, differs from what was read. */
  dirty: boolean;
  how: H | undefined;
  /** Takes over what was saved half-way: what follows may be refused. */
  adopt: (item: T) => void;
}

interface Options<T, S, V extends object, H> {
  /** Null for something new. */
  start: S;
  valuesOf: (item: T | S) => V;
  validate?: UseFormInput<V>["validate"];
  /** Names of the fields; only fields that have one are compared. */
  labels: Partial<Record<keyof V & string, string>>;
  /** The values as a reader knows them, for showing two versions side by side. */
  inWords?: (values: V) => Partial<Record<keyof V & string, unknown>>;
  /** `version` is 0 for something new. */
  save: (values: V, version: number, attempt: Attempt<T, H>) => Promise<T>;
  load: (saved: T) => Promise<T>;
  /** Keeps what the server holds now where others look for it. */
  keep: (item: T) => void;
  /** What is said once it is saved; "Saved." where it is left out. */
  said?: (item: T, before: T | S) => string;
  /** Where the form has the field that the server calls so. */
  pathOf?: (field: string) => string;
  onSaved?: (item: T) => unknown;
}

/**
 * A form over something with a version: nobody's work is lost, whoever saves first. `H` says in which way something is
 * saved where there are several, such as published at once.
 */
export function useEditing<T extends { version: number }, V extends object, S extends T | null = T, H = never>({ start, valuesOf, validate, labels, inWords, save: send, load, keep, said, pathOf, onSaved }: Options<T, S, V, H>) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<T | S>(start);
  const [theirs, setTheirs] = useState<T | null>(null);
  const form: UseFormReturnType<V> = useForm<V>({ initialValues: valuesOf(start), validate });
  const problem = useFormProblem(form, pathOf);
  // What was refused left nothing, and what went through is not made again though its answer was lost.
  const [key, fail] = useRequestKey(problem.fail);

  const compare = (mine: V, other: V) => {
    const words = (values: V) => Object.fromEntries(Object.entries({ ...values, ...inWords?.(values) }).map(([name, value]) => [name, typeof value === "boolean" ? t(value ? "switchedOn" : "switchedOff") : value]));
    return differences(words(mine), words(other), labels as Record<string, string>);
  };

  /** Takes over what the server holds now; a draft of the form stays when asked. */
  function adopt(item: T, keepDraft = false) {
    const values = valuesOf(item);
    setSaved(item);
    keep(item);
    form.setInitialValues(values);
    if (!keepDraft) form.setValues(values);
  }

  const save = useMutation({
    mutationFn: ({ values, version, how }: { values: V; version: number; how?: H }) =>
      send(values, version, { saved, key, dirty: form.isDirty() || version !== (saved?.version ?? 0), how, adopt }),
    onSuccess: async (item) => {
      const sentence = said?.(item, saved) ?? t("saved");
      await onSaved?.(item);
      adopt(item);
      toast.done(sentence);
    },
    onError: async (reason, { values, how }) => {
      if (!saved || !(reason instanceof Problem && reason.status === 412)) {
        fail(reason);
        return;
      }
      try {
        const latest = await load(saved);
        // Signing in changes an account too, for one; only what stands in the form is somebody's work.
        if (compare(valuesOf(saved), valuesOf(latest)).length === 0) save.mutate({ values, version: latest.version, how });
        else if (compare(values, valuesOf(latest)).length === 0) adopt(latest);
        else setTheirs(latest);
      } catch (second) {
        problem.fail(second);
      }
    },
  });

  /** Fields on which the two differ; the other's version is proposed where one's own is what both began with. */
  function collided() {
    if (!theirs) return null;
    const other = valuesOf(theirs);
    const touched = new Set(compare(form.values, valuesOf(saved)).map(({ field }) => field));
    return compare(form.values, other).map((each) => ({ ...each, untouched: !touched.has(each.field) }));
  }

  function onResolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof V]])) };
    form.setValues(values);
    setSaved(theirs);
    setTheirs(null);
    // Saved, as its button says: what two wrote together is looked at before it is published.
    save.mutate({ values, version: theirs.version });
  }

  const submitAs = (how?: H) =>
    form.onSubmit((values) => {
      problem.clear();
      save.mutate({ values, version: saved?.version ?? 0, how });
    }, problem.invalid);

  return {
    form,
    problem,
    saved,
    adopt,
    /** For the form's `onSubmit`. */
    submit: submitAs(),
    submitAs,
    button: { busy: save.isPending, paused: save.isPaused },
    /** In which way something is being saved right now. */
    how: save.isPending ? save.variables.how : undefined,
    /** For the `ConflictDialog`. */
    conflict: { fields: collided(), onCancel: () => { setTheirs(null); }, onResolve },
  };
}
