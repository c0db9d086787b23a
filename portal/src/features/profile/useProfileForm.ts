import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getProfile, saveProfile, type Profile } from "@/api/profile";
import { chooseLanguage } from "@/i18n";
import { sessionQuery, useRights } from "@/ui/session";
import { useEditing } from "@/ui/useEditing";
import { setReaderZone } from "@/util/zone";
import { profileQuery } from "./queries";
import { labelsOf, rules, toUpdate, valuesOf } from "./values";

export function useProfileForm(start: Profile) {
  const { t } = useTranslation();
  const { staff } = useRights();
  const queries = useQueryClient();
  const labels = labelsOf(t);
  const editing = useEditing({
    start,
    valuesOf,
    validate: rules(t),
    labels,
    save: (values, version) => saveProfile(toUpdate(values, staff), version),
    load: getProfile,
    keep: (profile) => {
      queries.setQueryData(profileQuery.queryKey, profile);
      queries.setQueryData(sessionQuery.queryKey, (session) => session && {
        ...session,
        user: { ...session.user, name: profile.name, language: profile.language, time_zone: profile.time_zone, avatar_url: profile.avatar_url },
      });
    },
    onSaved: async (profile) => {
      setReaderZone(profile.time_zone);
      if (profile.language) await chooseLanguage(profile.language);
    },
  });
  return { ...editing, labels, staff };
}
