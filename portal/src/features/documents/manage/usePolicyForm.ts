import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { createPolicy, getPolicy, publishPolicy, updatePolicy } from "@/api/documents";
import type { ManagedPolicy } from "@/api/types";
import { useEditing } from "@/ui/useEditing";
import { policyQuery } from "../queries";
import { emptyPolicy, formPath, policyInWords, policyLabels, policyRules, policyValues, toPolicyEdit, type PolicyValues } from "./policyValues";

/** The editor's state. What is saved may be published at once. */
export function usePolicyForm(start: ManagedPolicy | null, issuer: string, onCreated: (made: ManagedPolicy) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const labels = policyLabels(t);
  const editing = useEditing<ManagedPolicy, PolicyValues, ManagedPolicy | null, "publish">({
    start,
    valuesOf: (policy) => (policy ? policyValues(policy) : emptyPolicy(issuer)),
    validate: policyRules(t),
    labels,
    inWords: (values) => policyInWords(values, t),
    pathOf: formPath,
    save: async (values, version, { saved, key, dirty, how, adopt }) => {
      const kept = !saved ? await createPolicy(toPolicyEdit(values), key) : dirty ? await updatePolicy(saved.id, toPolicyEdit(values), version) : saved;
      if (how !== "publish") return kept;
      try {
        return await publishPolicy(kept.id, kept.version);
      } catch (reason) {
        // What was written is kept, and the page stays with what was refused.
        adopt(kept);
        throw reason;
      }
    },
    load: ({ id }) => getPolicy(id),
    keep: (policy) => {
      queries.setQueryData(policyQuery(policy.id).queryKey, policy);
      void queries.invalidateQueries({ queryKey: ["document", "manage"] });
    },
    said: (policy, before) => {
      if (policy.state !== "published" || policy.changed || policy.version === before?.version) return t("saved");
      if (!before?.published_version) return t("documents.publishedFirst");
      return t(policy.published_version > before.published_version ? "documents.publishedNew" : "documents.publishedSame", { number: policy.published_version });
    },
    onSaved: (policy) => { if (!start) onCreated(policy); },
  });
  return { ...editing, labels };
}
