import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createItem, getManagedItem, updateItem } from "@/api/catalog";
import type { ManagedCatalogItem } from "@/api/types";
import { useEditing } from "@/ui/useEditing";
import { managedItemQuery } from "../queries";
import { check, empty, inWords, labelsOf, toEdit, valuesOf, type ItemValues } from "./values";

/** The editor's state. */
export function useItemForm(start: ManagedCatalogItem | null, onSaved: () => void) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const labels = labelsOf(t);
  const editing = useEditing<ManagedCatalogItem, ItemValues, ManagedCatalogItem | null>({
    start,
    valuesOf: (item) => (item ? valuesOf(item) : empty),
    validate: (values) => check(values, t, i18n.language),
    labels,
    inWords: (values) => inWords(values, t),
    save: (values, version, { saved, key }) => (saved ? updateItem(saved.id, toEdit(values), version) : createItem(toEdit(values), key)),
    load: ({ id }) => getManagedItem(id),
    keep: (item) => {
      queries.setQueryData(managedItemQuery(item.id).queryKey, item);
      void queries.invalidateQueries({ queryKey: ["catalog"] });
    },
    said: (item) => t(item.published ? "catalog.savedPublished" : "catalog.savedDraft"),
    onSaved,
  });
  return { ...editing, labels };
}
