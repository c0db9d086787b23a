import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createAnnouncement, getManagedAnnouncement, updateAnnouncement } from "@/api/announcements";
import { Problem } from "@/api/problem";
import type { ManagedAnnouncement } from "@/api/types";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { differences } from "@/util/differences";
import { randomKey } from "@/util/id";
import { managedAnnouncementQuery } from "../queries";
import { empty, inWords, labelsOf, rules, toEdit, valuesOf, type AnnouncementValues } from "./values";

/** The editor's state: what is written, the version it started from, and another person's where the two collide. */
export function useAnnouncementForm(start: ManagedAnnouncement | null, zone: string, onSaved: (saved: ManagedAnnouncement) => void) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [key, setKey] = useState(randomKey);
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<ManagedAnnouncement | null>(null);
  const form = useForm<AnnouncementValues>({ initialValues: start ? valuesOf(start, zone) : empty, validate: rules(t, zone) });
  const problem = useFormProblem(form);
  const labels = labelsOf(t);
  const compare = (mine: AnnouncementValues, other: AnnouncementValues) =>
    differences(inWords(mine, t, zone, i18n.language), inWords(other, t, zone, i18n.language), labels);

  function adopt(latest: ManagedAnnouncement) {
    setSaved(latest);
    queries.setQueryData(managedAnnouncementQuery(latest.id).queryKey, latest);
    form.setInitialValues(valuesOf(latest, zone));
    form.setValues(valuesOf(latest, zone));
    form.resetDirty(valuesOf(latest, zone));
  }

  async function collide(values: AnnouncementValues, id: string) {
    try {
      const latest = await getManagedAnnouncement(id);
      if (compare(values, valuesOf(latest, zone)).length === 0) adopt(latest);
      else setTheirs(latest);
    } catch (reason) {
      problem.fail(reason);
    }
  }

  const save = useMutation({
    mutationFn: ({ values, version }: { values: AnnouncementValues; version: number }) =>
      saved ? updateAnnouncement(saved.id, toEdit(values, zone), version) : createAnnouncement(toEdit(values, zone), key),
    onSuccess: (latest) => {
      adopt(latest);
      void queries.invalidateQueries({ queryKey: ["announcement"] });
      toast.done(t(`announcements.savedAs.${latest.status}`));
      onSaved(latest);
    },
    onError: (reason, { values }) => {
      if (saved && reason instanceof Problem && reason.status === 412) return collide(values, saved.id);
      // With other fields it is another announcement.
      if (reason instanceof Problem) setKey(randomKey());
      problem.fail(reason);
    },
  });

  function resolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs, zone);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof AnnouncementValues]])) };
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
    conflict: theirs && compare(form.values, valuesOf(theirs, zone)),
    resolve,
    dismissConflict: () => { setTheirs(null); },
  };
}
