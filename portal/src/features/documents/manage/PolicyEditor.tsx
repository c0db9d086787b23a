import { Button, Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconArchive, IconEye, IconSend, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { archivePolicy, deletePolicy } from "@/api/documents";
import type { ManagedPolicy } from "@/api/types";
import { ButtonLink } from "@/ui/ButtonLink";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { PageHeader } from "@/ui/PageHeader";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights, useSession } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { TargetPicker } from "@/ui/TargetPicker";
import { toast } from "@/ui/toast";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { PolicyBadge } from "../parts/badges";
import { useDayZone } from "../parts/DayZone";
import classes from "./Admin.module.css";
import { PeoplePicker } from "./PeoplePicker";
import { policySummaryLabels, signerKinds } from "./policyValues";
import { PreviewDialog } from "./PreviewDialog";
import { Sections } from "./Sections";
import { usePolicyForm } from "./usePolicyForm";
import { Variables } from "./Variables";

const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

export function PolicyEditor({ start }: { start: ManagedPolicy | null }) {
  const { t } = useTranslation();
  const zone = useDayZone();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { administer } = useRights();
  const { tenant } = useSession();
  const [asking, setAsking] = useState<"delete" | "archive" | "publish" | null>(null);
  const [preview, setPreview] = useState(false);
  const [left, setLeft] = useState(false);
  const editor = usePolicyForm(start, tenant.name, (made) => {
    // At once, so that the guard of unsaved changes knows before the page is left.
    flushSync(() => { setLeft(true); });
    void navigate({ to: "/admin/documents/policies/$id", params: { id: made.id }, replace: true });
  });
  const { form, problem, labels, saved, button } = editor;
  const archived = saved?.state === "archived";
  const open = administer && !archived;
  const guard = useLeaveGuard(open && form.isDirty() && !left);
  const failed = (reason: unknown) => { toast.failure(problemToSentence(reason, t)); };
  const remove = useMutation({
    mutationFn: deletePolicy,
    onSuccess: () => {
      setLeft(true);
      void queries.invalidateQueries({ queryKey: ["document", "manage", "policies"] });
      toast.done(t("documents.deleted", { title: saved?.title ?? "" }));
      void navigate({ to: "/admin/documents/policies" });
    },
    onError: failed,
  });
  const archive = useMutation({ mutationFn: ({ id, version }: ManagedPolicy) => archivePolicy(id, version), onSuccess: (after) => { editor.adopt(after); }, onError: failed });
  const field = (name: "title" | "issuer" | "deadline") => ({ name, label: labels[name], disabled: !open, ...form.getInputProps(name) });
  const flag = (name: "requires_scroll_to_end" | "requires_acknowledgement" | "requires_typed_name") => ({ label: labels[name], disabled: !open, ...form.getInputProps(name, { type: "checkbox" }) });
  const error = (name: string) => form.errors[name] as string | undefined;
  const publishable = !saved || saved.state === "draft" || saved.changed || form.isDirty();

  return (
    <>
      <PageHeader
        title={saved?.title ?? t("documents.newPolicy")}
        crumb={
          <>
            <Link to="/admin/documents">{t("sections.documents")}</Link> / <Link to="/admin/documents/policies">{t("documents.policies")}</Link>
          </>
        }
        lead={
          saved && (
            <>
              <PolicyBadge policy={saved} /> {saved.published_version > 0 && t("documents.versionNumber", { number: saved.published_version })}
            </>
          )
        }
        aside={
          saved && (
            <Button variant="default" leftSection={<IconEye {...icon} />} disabled={form.isDirty()} title={form.isDirty() ? t("documents.saveFirst") : undefined} onClick={() => { setPreview(true); }}>
              {t("documents.preview")}
            </Button>
          )
        }
        action={
          saved?.state === "published" && (
            <ButtonLink variant="default" to="/admin/documents/policies/$id/signers" params={{ id: saved.id }}>
              {t("documents.signers")}
            </ButtonLink>
          )
        }
      />
      <form className={classes.columns} noValidate onSubmit={editor.submit}>
        <div className={classes.main}>
          <FormSummary reason={problem.reason} labels={policySummaryLabels(form.values, t)} />
          {!administer && <p className={classes.soft}>{t("readOnly")}</p>}
          <Card title={t("documents.about")}>
            <div className={classes.fields}>
              <LimitedTextInput limit={limits.PolicyEdit.title} dir="auto" {...field("title")} />
              <LimitedTextInput limit={limits.PolicyEdit.issuer} dir="auto" {...field("issuer")} />
            </div>
          </Card>
          <Card title={labels.sections} lead={t("documents.sectionsLead")}>
            <Sections form={form} disabled={!open} />
          </Card>
          <Card title={labels.variables} lead={open && t("documents.variablesLead", { name: "{{fee}}" })}>
            <Variables form={form} disabled={!open} />
          </Card>
        </div>
        <div className={classes.side}>
          <Card title={labels.signers}>
            <div className={classes.fields}>
              <TargetPicker label={labels.shown_to} value={form.values.shown_to} onChange={(value) => { form.setFieldValue("shown_to", value); }} error={error("shown_to")} disabled={!open} />
              <SegmentedControl
                orientation="vertical"
                fullWidth
                name="signers"
                aria-label={labels.signers}
                disabled={!open}
                data={signerKinds.map((value) => ({ value, label: t(`documents.signerKind.${value}`) }))}
                {...form.getInputProps("signers")}
              />
              {form.values.signers === "people" && <PeoplePicker label={labels.people} value={form.values.people} onChange={(people) => { form.setFieldValue("people", people); }} error={error("people")} disabled={!open} />}
              <TextInput type="date" description={`${t("documents.deadlineHint")} ${t("documents.zone", { zone })}`} max="9999-12-31" {...field("deadline")} />
            </div>
          </Card>
          <Card title={t("documents.demands")}>
            <div className={classes.fields}>
              <Checkbox {...flag("requires_scroll_to_end")} />
              <Checkbox {...flag("requires_acknowledgement")} />
              <Checkbox {...flag("requires_typed_name")} />
              <p className={classes.soft}>{t("documents.consentAlways")}</p>
            </div>
          </Card>
        </div>
        {open && (
          <div className={classes.actions}>
            {saved?.state === "draft" && (
              <Button variant="subtle" color="bad" leftSection={<IconTrash {...icon} />} onClick={() => { setAsking("delete"); }}>
                {t("documents.delete")}
              </Button>
            )}
            {saved?.state === "published" && (
              <Button variant="subtle" color="gray" leftSection={<IconArchive {...icon} />} onClick={() => { setAsking("archive"); }}>
                {t("documents.archive")}
              </Button>
            )}
            <SubmitButton variant="default" busy={button.busy && editor.how !== "publish"} paused={button.paused}>
              {t("documents.saveDraft")}
            </SubmitButton>
            <Button
              leftSection={<IconSend {...icon} />}
              loading={button.busy && editor.how === "publish"}
              disabled={!publishable}
              title={publishable ? undefined : t("documents.nothingNew")}
              onClick={() => {
                // What is missing is said at the fields, not after a question about a policy without a title.
                if (form.isValid()) setAsking("publish");
                else editor.submitAs("publish")();
              }}
            >
              {t("documents.publish")}
            </Button>
          </div>
        )}
      </form>
      {preview && saved && <PreviewDialog policy={saved} onClose={() => { setPreview(false); }} />}
      <ConfirmDialog
        opened={asking !== null}
        danger={asking === "delete"}
        title={t(`documents.askTitle.${asking ?? "publish"}`, { title: form.values.title })}
        text={t(asking === "publish" && !saved?.published_version ? "documents.askText.publishFirst" : `documents.askText.${asking ?? "publish"}`)}
        action={t(asking === "delete" ? "documents.delete" : asking === "archive" ? "documents.archive" : "documents.publish")}
        onCancel={() => { setAsking(null); }}
        onConfirm={() => {
          setAsking(null);
          if (asking === "publish") editor.submitAs("publish")();
          else if (saved && asking === "delete") remove.mutate(saved.id);
          else if (saved) archive.mutate(saved);
        }}
      />
      <ConflictDialog {...editor.conflict} />
      {guard}
    </>
  );
}
