import { ActionIcon, Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { previewSigned } from "@/api/markdown";
import { MarkdownEditor } from "@/ui/MarkdownEditor";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./Admin.module.css";
import { emptySection, type PolicyValues } from "./policyValues";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

/** The text, section by section, in the order in which it is read. */
export function Sections({ form, disabled }: { form: UseFormReturnType<PolicyValues>; disabled: boolean }) {
  const { t } = useTranslation();
  const { sections } = form.values;
  return (
    <div className={classes.fields}>
      {sections.map((section, place) => {
        const number = place + 1;
        const body = form.getInputProps(`sections.${place}.body`) as { error?: string };
        return (
          <div key={section.key} className={classes.section} role="group" aria-label={t("documents.sectionNumber", { number })}>
            <div className={classes.sectionHead}>
              <LimitedTextInput name={`sections[${place}].heading`} label={t("documents.heading", { number })} limit={limits.PolicySection.heading} dir="auto" disabled={disabled} {...form.getInputProps(`sections.${place}.heading`)} />
              {!disabled && sections.length > 1 && (
                <>
                  <ActionIcon variant="subtle" color="gray" size={36} disabled={place === 0} aria-label={t("documents.sectionUp", { number })} onClick={() => { form.reorderListItem("sections", { from: place, to: place - 1 }); }}>
                    <IconArrowUp {...icon} />
                  </ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={36} disabled={number === sections.length} aria-label={t("documents.sectionDown", { number })} onClick={() => { form.reorderListItem("sections", { from: place, to: place + 1 }); }}>
                    <IconArrowDown {...icon} />
                  </ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("documents.sectionRemove", { number })} onClick={() => { form.removeListItem("sections", place); }}>
                    <IconTrash {...icon} />
                  </ActionIcon>
                </>
              )}
            </div>
            <MarkdownEditor
              name={`sections[${place}].body`}
              label={t("documents.body", { number })}
              rows={8}
              limit={limits.PolicySection.body}
              disabled={disabled}
              value={section.body}
              error={body.error}
              render={previewSigned}
              onChange={(text) => { form.setFieldValue(`sections.${place}.body`, text); }}
            />
          </div>
        );
      })}
      {!disabled && sections.length < 200 && (
        <div>
          <Button variant="default" leftSection={<IconPlus {...icon} />} onClick={() => { form.insertListItem("sections", emptySection()); }}>
            {t("documents.addSection")}
          </Button>
        </div>
      )}
    </div>
  );
}
