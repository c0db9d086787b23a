import { ActionIcon, Button, Code} from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import classes from "./Admin.module.css";
import { emptyVariable, type PolicyValues } from "./policyValues";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;
const own = ["client_name", "issuer", "version", "published_on"];

/** What stands for a name in the text: for everybody, and for single companies of those that are asked. */
export function Variables({ form, disabled }: { form: UseFormReturnType<PolicyValues>; disabled: boolean }) {
  const { t } = useTranslation();
  const { variables, shown_to } = form.values;
  const companies = shown_to.all ? [] : shown_to.companies;
  return (
    <div className={classes.fields}>
      <p className={classes.soft}>
        {t("documents.ownVariables")} {own.map((name) => <Code key={name}>{`{{${name}}}`}</Code>)}
      </p>
      {variables.map((variable, place) => {
        const ofCompany = (id: string) => variable.companies.find((each) => each.id === id)?.value ?? "";
        const setOwn = (id: string, value: string) => {
          const others = variable.companies.filter((each) => each.id !== id);
          form.setFieldValue(`variables.${place}.companies`, value ? [...others, { id, value }] : others);
        };
        return (
          <div key={variable.key} className={classes.variable} role="group" aria-label={t("documents.variableNumber", { number: place + 1 })}>
            <LimitedTextInput name={`variables[${place}].name`} aria-label={t("documents.variable")} placeholder={t("documents.variable")} limit={limits.PolicyVariable.name} disabled={disabled} {...form.getInputProps(`variables.${place}.name`)} />
            <LimitedTextInput name={`variables[${place}].value`} aria-label={t("documents.valueOf", { name: variable.name })} placeholder={t("documents.value")} limit={limits.PolicyVariable.value} dir="auto" disabled={disabled} {...form.getInputProps(`variables.${place}.value`)} />
            {!disabled && (
              <ActionIcon variant="subtle" color="gray" size={32} aria-label={t("documents.variableRemove", { name: variable.name })} onClick={() => { form.removeListItem("variables", place); }}>
                <IconTrash {...icon} />
              </ActionIcon>
            )}
            {companies.length > 0 && (
              <div className={classes.own}>
                {companies.map((company) => (
                  <div key={company.id} className={classes.ownLine}>
                    <bdi className={classes.soft}>{company.name}</bdi>
                    <LimitedTextInput
                      size="xs"
                      aria-label={t("documents.valueFor", { name: variable.name, company: company.name })}
                      placeholder={variable.value}
                      limit={limits.PolicyVariable.value}
                      dir="auto"
                      disabled={disabled}
                      value={ofCompany(company.id)}
                      onChange={(event) => { setOwn(company.id, event.currentTarget.value); }}
                    />
                  </div>
                ))}
              </div>
            )}
          </div>
        );
      })}
      {!disabled && variables.length < 50 && (
        <div>
          <Button variant="default" leftSection={<IconPlus {...icon} />} onClick={() => { form.insertListItem("variables", emptyVariable()); }}>
            {t("documents.addVariable")}
          </Button>
        </div>
      )}
    </div>
  );
}
