import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DocumentToRead } from "@/api/types";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./SignPage.module.css";

export interface Words {
  acknowledged: boolean;
  name: string;
  title: string;
  consent: boolean;
}

/** A name has two letters at least, of any script. */
const isName = (text: string) => (text.match(/\p{L}/gu) ?? []).length >= 2;

/** True once all that the document demands is there. */
export function complete(document: DocumentToRead, words: Words): boolean {
  return (
    words.consent &&
    (words.acknowledged || !document.requires_acknowledgement) &&
    (isName(words.name) || !document.requires_typed_name)
  );
}

export function AcknowledgeStep({ document, words, onWords }: { document: DocumentToRead; words: Words; onWords: (words: Words) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      {document.requires_acknowledgement && (
        <Checkbox
          label={t("documents.acknowledge", { title: document.title })}
          checked={words.acknowledged}
          onChange={(event) => { onWords({ ...words, acknowledged: event.currentTarget.checked }); }}
        />
      )}
      {document.requires_typed_name && (
        <LimitedTextInput
          label={t("documents.legalName")}
          description={t("documents.legalNameHint")}
          autoComplete="name"
          limit={limits.NewSignature.name}
          dir="auto"
          required
          withAsterisk={false}
          value={words.name}
          onChange={(event) => { onWords({ ...words, name: event.currentTarget.value }); }}
        />
      )}
      <LimitedTextInput
        label={t("documents.role")}
        description={t("optional")}
        autoComplete="organization-title"
        limit={limits.NewSignature.title}
        dir="auto"
        value={words.title}
        onChange={(event) => { onWords({ ...words, title: event.currentTarget.value }); }}
      />
      <Checkbox label={document.consent} checked={words.consent} onChange={(event) => { onWords({ ...words, consent: event.currentTarget.checked }); }} />
    </div>
  );
}
