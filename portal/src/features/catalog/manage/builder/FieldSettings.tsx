import { NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldTypes, type FieldType } from "@/api/types";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import type { FieldCardProps } from "./FieldCard";
import classes from "./FieldList.module.css";
import { answersOf, boundsOf, offers, sources, type Bound, type BuilderField } from "./fields";

/** What a field is: label, help, options, bounds, and when it is shown. */
export function FieldSettings({ field, place, fields, errors, disabled, onChange }: FieldCardProps) {
  const { t } = useTranslation();
  const set = (part: Partial<BuilderField>) => { onChange({ ...field, ...part }); };
  const at = (part: string) => {
    const name = `fields[${String(place)}].${part}`;
    return { name, disabled, error: (errors[name] as string | undefined) ?? null };
  };
  const bound = (name: Bound) => (
    <TextInput
      key={name}
      {...at(`limits.${name}`)}
      label={t(`catalog.bound.${name}`)}
      type={name === "earliest" || name === "latest" ? "date" : "text"}
      inputMode={field.type === "number" ? "decimal" : field.type === "date" ? undefined : "numeric"}
      value={field.limits[name]}
      onChange={(event) => { set({ limits: { ...field.limits, [name]: event.currentTarget.value } }); }}
    />
  );

  return (
    <div className={classes.body}>
      <LimitedTextInput {...at("label")} className={classes.wide} label={t("catalog.builder.label")} limit={limits.FormField.label} dir="auto" data-autofocus value={field.label} onChange={(event) => { set({ label: event.currentTarget.value }); }} />
      <LimitedTextInput {...at("help")} className={classes.wide} label={t("catalog.builder.help")} limit={limits.FormField.help} dir="auto" value={field.help} onChange={(event) => { set({ help: event.currentTarget.value }); }} />
      <NativeSelect
        {...at("type")}
        label={t("catalog.builder.type")}
        data={fieldTypes.map((value) => ({ value, label: t(`catalog.type.${value}`) }))}
        value={field.type}
        onChange={(event) => { set({ type: event.currentTarget.value as FieldType }); }}
      />
      <Switch
        disabled={disabled}
        label={t(field.type === "checkbox" ? "catalog.builder.mustTick" : "catalog.builder.mustAnswer")}
        checked={field.required}
        onChange={(event) => { set({ required: event.currentTarget.checked }); }}
      />
      {offers(field.type) && (
        <Textarea {...at("options")} className={classes.wide} label={t("catalog.builder.options")} description={t("catalog.builder.optionsHint")} rows={4} resize="vertical" dir="auto" value={field.options} onChange={(event) => { set({ options: event.currentTarget.value }); }} />
      )}
      {boundsOf[field.type]?.map(bound)}
      {field.type === "number" && <Switch disabled={disabled} label={t("catalog.builder.whole")} checked={field.whole} onChange={(event) => { set({ whole: event.currentTarget.checked }); }} />}
      <Condition field={field} place={place} fields={fields} at={at} set={set} />
    </div>
  );
}

interface ConditionProps {
  field: BuilderField;
  place: number;
  fields: BuilderField[];
  at: (part: string) => { name: string; disabled: boolean; error: string | null };
  set: (part: Partial<BuilderField>) => void;
}

function Condition({ field, place, fields, at, set }: ConditionProps) {
  const { t } = useTranslation();
  const possible = sources(fields, place);
  const condition = field.show_if;
  const source = possible.find((one) => one.key === condition?.field);
  if (possible.length === 0 && !condition) return <p className={`${classes.wide} ${classes.kind}`}>{t("catalog.builder.noCondition")}</p>;
  const words = (answer: string) => (source?.type === "checkbox" ? t(answer === "no" ? "catalog.no" : "catalog.yes") : answer);
  const answers = source ? answersOf(source) : [];
  return (
    <>
      <NativeSelect
        {...at("show_if")}
        label={t("catalog.builder.showIf")}
        data={[
          { value: "", label: t("catalog.builder.always") },
          ...(condition && !source ? [{ value: condition.field, label: t("catalog.builder.goneField") }] : []),
          ...possible.map((one) => ({ value: one.key, label: t("catalog.builder.if", { field: one.label || t("catalog.builder.unnamed") }) })),
        ]}
        value={condition?.field ?? ""}
        onChange={(event) => {
          const chosen = possible.find((one) => one.key === event.currentTarget.value);
          set({ show_if: chosen ? { field: chosen.key, is: answersOf(chosen)[0] ?? "" } : null });
        }}
      />
      {source && condition && (
        <NativeSelect
          {...at("show_if_is")}
          label={t("catalog.builder.is")}
          data={(answers.includes(condition.is) ? answers : [condition.is, ...answers]).map((value) => ({ value, label: words(value) }))}
          value={condition.is}
          onChange={(event) => { set({ show_if: { field: condition.field, is: event.currentTarget.value } }); }}
        />
      )}
    </>
  );
}
