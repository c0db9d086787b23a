import { Button, Checkbox, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createKey, type KeyScope, type MadeServiceKey } from "@/api/settings";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { useFormProblem } from "@/ui/useFormProblem";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { CopyLine } from "./CopyLine";
import { keysQuery } from "./queries";
import classes from "./Settings.module.css";

const offered = ["tenant_read", "tenant_export", "invoices", "contacts", "signing"] as const satisfies readonly KeyScope[];

/** Makes a key and shows it, this once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [made, setMade] = useState<MadeServiceKey | null>(null);
  const form = useForm({
    initialValues: { name: "", scopes: [] as KeyScope[] },
    validate: {
      name: (text) => (text.trim() ? null : t("settings.keys.nameMissing")),
      scopes: (scopes) => (scopes.length > 0 ? null : t("settings.keys.scopesMissing")),
    },
  });
  const problem = useFormProblem(form);
  const make = useMutation({
    mutationFn: createKey,
    onSuccess: (key) => {
      setMade(key);
      void queries.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
    onError: problem.fail,
  });
  const labels = { name: t("settings.keys.name"), scopes: t("settings.keys.scopes") };
  return (
    <Modal opened onClose={onClose} size="lg" title={made ? t("settings.keys.made1") : t("settings.keys.add")} closeOnClickOutside={!made} closeButtonProps={{ "aria-label": t("close") }}>
      {made ? (
        <div className={classes.dialog}>
          <p>{t("settings.keys.onceText")}</p>
          <CopyLine label={t("settings.keys.secret")} value={made.secret} />
          {made.callback_secret && (
            <>
              <p>{t("settings.keys.callbackSecretText")}</p>
              <CopyLine label={t("settings.keys.callbackSecret")} value={made.callback_secret} />
            </>
          )}
          <div className={classes.actions}>
            <Button onClick={onClose}>{t("settings.keys.kept")}</Button>
          </div>
        </div>
      ) : (
        <form className={classes.dialog} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); make.mutate(values); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={labels} />
          <LimitedTextInput name="name" label={labels.name} description={t("settings.keys.nameHint")} limit={limits.NewServiceKey.name} dir="auto" data-autofocus {...form.getInputProps("name")} />
          <Checkbox.Group label={labels.scopes} {...form.getInputProps("scopes")}>
            <div className={classes.choices}>
              {offered.map((scope) => (
                <Checkbox key={scope} value={scope} name="scopes" label={t(`settings.keys.scope.${scope}`)} description={t(`settings.keys.scopeHint.${scope}`)} />
              ))}
            </div>
          </Checkbox.Group>
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <SubmitButton busy={make.isPending} paused={make.isPaused}>
              {t("settings.keys.make")}
            </SubmitButton>
          </div>
        </form>
      )}
    </Modal>
  );
}
