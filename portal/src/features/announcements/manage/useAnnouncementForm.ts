import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createAnnouncement, getManagedAnnouncement, updateAnnouncement } from "@/api/announcements";
import type { ManagedAnnouncement } from "@/api/types";
import { useEditing } from "@/ui/useEditing";
import { managedAnnouncementQuery } from "../queries";
import { empty, inWords, labelsOf, rules, toEdit, valuesOf, type AnnouncementValues } from "./values";

/** The editor's state. Times in the form are those of `zone`. */
export function useAnnouncementForm(start: ManagedAnnouncement | null, zone: string, onSaved: () => void) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const labels = labelsOf(t);
  const editing = useEditing<ManagedAnnouncement, AnnouncementValues, ManagedAnnouncement | null>({
    start,
    valuesOf: (announcement) => (announcement ? valuesOf(announcement, zone) : empty),
    validate: rules(t, zone),
    labels,
    inWords: (values) => inWords(values, t, zone, i18n.language),
    save: (values, version, { saved, key }) => (saved ? updateAnnouncement(saved.id, toEdit(values, zone), version) : createAnnouncement(toEdit(values, zone), key)),
    load: ({ id }) => getManagedAnnouncement(id),
    keep: (announcement) => {
      queries.setQueryData(managedAnnouncementQuery(announcement.id).queryKey, announcement);
      void queries.invalidateQueries({ queryKey: ["announcement"] });
    },
    said: (announcement) => t(`announcements.savedAs.${announcement.status}`),
    onSaved,
  });
  return { ...editing, labels };
}
