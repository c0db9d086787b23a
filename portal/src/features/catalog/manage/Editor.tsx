import { Autocomplete, Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconEye, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteItem } from "@/api/catalog";
import { itemIcons, type ManagedCatalogItem } from "@/api/types";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { MarkdownEditor } from "@/ui/MarkdownEditor";
import { PageHeader } from "@/ui/PageHeader";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { TargetPicker } from "@/ui/TargetPicker";
import { toast } from "@/ui/toast";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { useLimit } from "@/ui/limit/useLimit";
import { ItemPicture } from "../parts/ItemPicture";
import { StateBadge } from "../parts/StateBadge";
import { managedItemsQuery } from "../queries";
import { FieldList } from "./builder/FieldList";
import classes from "./Editor.module.css";
import { ItemPreview } from "./ItemPreview";
import { useItemForm } from "./useItemForm";
import type { ItemValues } from "./values";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

export function Editor({ start }: { start: ManagedCatalogItem | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { administer } = useRights();
  const [preview, setPreview] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [left, setLeft] = useState(false);
  const known = useQuery(managedItemsQuery).data?.items ?? [];
  const leave = () => { setLeft(true); };
  const editor = useItemForm(start, leave);
  const { form, problem, labels, saved } = editor;
  const guard = useLeaveGuard(form.isDirty() && !left && administer);
  useEffect(() => {
    // Only now does the guard know that nothing is lost.
    if (left) void navigate({ to: "/admin/catalog" });
  }, [left, navigate]);
  const remove = useMutation({
    mutationFn: deleteItem,
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: ["catalog", "manage", "one", id] });
      void queries.invalidateQueries({ queryKey: ["catalog", "manage", "list"] });
      toast.done(t("catalog.deleted", { name: saved?.name ?? "" }));
      leave();
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  const { values } = form;
  const field = (name: keyof ItemValues) => ({ name, label: labels[name], disabled: !administer, error: form.errors[name] as string | null });
  const category = useLimit(values.category, limits.CatalogItemEdit.category, "line");
  const typed = (name: "name" | "summary" | "price" | "response_hours" | "resolution_hours" | "position") => ({ ...field(name), ...form.getInputProps(name) });

  return (
    <>
      <PageHeader
        title={saved ? saved.name : t("catalog.new")}
        crumb={<Link to="/admin/catalog">{t("sections.catalog")}</Link>}
        lead={saved ? <StateBadge published={saved.published} /> : t("catalog.newLead")}
        aside={
          <Button variant="default" leftSection={<IconEye {...icon} />} onClick={() => { setPreview(true); }}>
            {t("catalog.preview")}
          </Button>
        }
      />
      <form
        className={classes.form}
        noValidate
        onSubmit={editor.submit}
      >
        <div className={classes.main}>
          <FormSummary reason={problem.reason} labels={summaryLabels(labels, values, t("catalog.builder.unnamed"))} />
          {!administer && <p className={classes.soft}>{t("readOnly")}</p>}
          <LimitedTextInput {...typed("name")} limit={limits.CatalogItemEdit.name} dir="auto" />
          <LimitedTextInput {...typed("summary")} description={t("catalog.summaryHint")} limit={limits.CatalogItemEdit.summary} dir="auto" />
          <MarkdownEditor {...field("description")} limit={limits.CatalogItemEdit.description} rows={8} value={values.description} onChange={(text) => { form.setFieldValue("description", text); }} />
          <Card title={labels.fields} lead={saved?.form_version ? t("catalog.formVersion", { number: saved.form_version }) : t("catalog.formLead")}>
            <FieldList fields={values.fields} errors={form.errors} disabled={!administer} onChange={(fields) => { form.setFieldValue("fields", fields); }} />
          </Card>
        </div>
        <div className={classes.side}>
          <Card title={t("catalog.release")}>
            <div className={classes.fields}>
              <Switch disabled={!administer} label={labels.published} {...form.getInputProps("published", { type: "checkbox" })} />
              <Switch disabled={!administer} label={labels.needs_approval} description={t("catalog.approvalHint")} {...form.getInputProps("needs_approval", { type: "checkbox" })} />
              <TargetPicker disabled={!administer} value={values.shown_to} error={field("shown_to").error} onChange={(targets) => { form.setFieldValue("shown_to", targets); }} />
            </div>
          </Card>
          <Card title={t("catalog.place")}>
            <div className={classes.fields}>
              <Autocomplete {...field("category")} description={t("catalog.categoryHint")} data={[...new Set(known.map((item) => item.category))]} {...form.getInputProps("category")} error={category.error ?? field("category").error} inputContainer={(input) => <>{input}{category.counter}</>} />
              <TextInput {...typed("position")} description={t("catalog.positionHint")} inputMode="numeric" />
              <div className={classes.icon}>
                <ItemPicture icon={values.icon} />
                <NativeSelect {...field("icon")} data={itemIcons.map((value) => ({ value, label: t(`catalog.icon.${value}`) }))} {...form.getInputProps("icon")} />
              </div>
            </div>
          </Card>
          <Card title={t("catalog.promise")} lead={t("catalog.promiseLead")}>
            <div className={classes.fields}>
              <LimitedTextInput {...typed("price")} limit={limits.CatalogItemEdit.price} dir="auto" />
              <div className={classes.pair}>
                <TextInput {...typed("response_hours")} inputMode="numeric" />
                <TextInput {...typed("resolution_hours")} inputMode="numeric" />
              </div>
            </div>
          </Card>
        </div>
        {administer && (
          <div className={classes.actions}>
            {saved && (
              <Button variant="subtle" color="bad" leftSection={<IconTrash {...icon} />} onClick={() => { setRemoving(true); }}>
                {t("catalog.delete")}
              </Button>
            )}
            <SubmitButton {...editor.button}>
              {t(saved?.published ? "save" : values.published ? "catalog.publish" : "catalog.saveDraft")}
            </SubmitButton>
          </div>
        )}
      </form>
      {preview && <ItemPreview values={values} onClose={() => { setPreview(false); }} />}
      <ConfirmDialog
        opened={removing}
        danger
        title={t("catalog.deleteTitle", { name: saved?.name ?? "" })}
        text={t("catalog.deleteText")}
        action={t("catalog.delete")}
        onCancel={() => { setRemoving(false); }}
        onConfirm={() => {
          setRemoving(false);
          if (saved) remove.mutate(saved.id);
        }}
      />
      <ConflictDialog {...editor.conflict} />
      {guard}
    </>
  );
}

/** Names for the summary: the page's fields, and each field of the form by its own label. */
function summaryLabels(labels: Record<string, string>, { fields }: ItemValues, unnamed: string): Record<string, string> {
  const parts = ["label", "help", "key", "type", "options", "show_if", "limits.min_length", "limits.max_length", "limits.min", "limits.max", "limits.earliest", "limits.latest", "limits.at_least", "limits.at_most"];
  const own = fields.flatMap((field, place) => parts.map((part) => [`fields[${String(place)}].${part}`, field.label || unnamed] as const));
  return { ...labels, ...Object.fromEntries(own) };
}
