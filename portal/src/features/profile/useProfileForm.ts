import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { getProfile, saveProfile, type Profile } from "@/api/profile";
import { chooseLanguage } from "@/i18n";
import { sessionQuery, useRights } from "@/ui/session";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { differences } from "@/util/differences";
import { setReaderZone } from "@/util/zone";
import { profileQuery } from "./queries";
import { labelsOf, rules, toUpdate, valuesOf, type ProfileValues } from "./values";

/** The form's state: the draft, the version it started from, and another version when the two collide. */
export function useProfileForm(start: Profile) {
  const { t } = useTranslation();
  const { staff } = useRights();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(start);
  const [theirs, setTheirs] = useState<Profile | null>(null);
  const form = useForm<ProfileValues>({ initialValues: valuesOf(start), validate: rules(t) });
  const problem = useFormProblem(form);
  const labels = labelsOf(t);

  /** Takes over what the server holds now; a draft of the form stays when asked. */
  function adopt(profile: Profile, keepDraft = false) {
    setSaved(profile);
    queries.setQueryData(profileQuery.queryKey, profile);
    queries.setQueryData(sessionQuery.queryKey, (session) => session && {
      ...session,
      user: { ...session.user, name: profile.name, language: profile.language, time_zone: profile.time_zone, avatar_url: profile.avatar_url },
    });
    form.setInitialValues(valuesOf(profile));
    if (!keepDraft) form.setValues(valuesOf(profile));
  }

  const save = useMutation({
    mutationFn: ({ values, version }: { values: ProfileValues; version: number }) => saveProfile(toUpdate(values, staff), version),
    onSuccess: async (profile) => {
      setReaderZone(profile.time_zone);
      if (profile.language) await chooseLanguage(profile.language);
      adopt(profile);
      toast.done(t("saved"));
    },
    onError: async (reason, { values }) => {
      if (!(reason instanceof Problem && reason.status === 412)) {
        problem.fail(reason);
        return;
      }
      try {
        const latest = await getProfile();
        if (differences(values, valuesOf(latest), labels).length === 0) adopt(latest);
        else setTheirs(latest);
      } catch (second) {
        problem.fail(second);
      }
    },
  });

  function resolve(keepTheirs: string[]) {
    if (!theirs) return;
    const other = valuesOf(theirs);
    const values = { ...form.values, ...Object.fromEntries(keepTheirs.map((field) => [field, other[field as keyof ProfileValues]])) };
    form.setValues(values);
    setTheirs(null);
    save.mutate({ values, version: theirs.version });
  }

  return {
    form, problem, labels, saved, save, adopt, resolve, staff,
    conflict: theirs && differences(form.values, valuesOf(theirs), labels),
    dismissConflict: () => { setTheirs(null); },
  };
}
