import { Button, SegmentedControl, Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconEye, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteAnnouncement } from "@/api/announcements";
import type { ManagedAnnouncement, Severity } from "@/api/types";
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
import { readerZone } from "@/util/zone";
import { limits } from "@/api/limits";
import { LimitedTextInput } from "@/ui/limit/LimitedInput";
import { StateBadge } from "../parts/badges";
import { ClientPreview } from "./ClientPreview";
import classes from "./Editor.module.css";
import { Readership } from "./Readership";
import { TimeField } from "./TimeField";
import { useAnnouncementForm } from "./useAnnouncementForm";
import type { AnnouncementValues } from "./values";

const severities: Severity[] = ["info", "maintenance", "outage"];
const icon = { size: 18, stroke: 1.75, "aria-hidden": true } as const;

export function Editor({ start }: { start: ManagedAnnouncement | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { work } = useRights();
  const [zone] = useState(readerZone);
  const [preview, setPreview] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [left, setLeft] = useState(false);
  const editor = useAnnouncementForm(start, zone, () => { setLeft(true); });
  const { form, problem, labels, saved } = editor;
  const guard = useLeaveGuard(form.isDirty() && !left && work);
  // Only once the guard knows that there is nothing to lose.
  useEffect(() => {
    if (left) void navigate({ to: "/admin/announcements" });
  }, [left, navigate]);
  const remove = useMutation({
    mutationFn: deleteAnnouncement,
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: ["announcement", "manage", "one", id] });
      void queries.invalidateQueries({ queryKey: ["announcement", "manage", "list"] });
      toast.done(t("announcements.deleted", { title: saved?.title ?? "" }));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  const there = saved?.status === "published";
  const submitLabel = there && form.values.status === "published" ? t("save") : t(`announcements.submit.${form.values.status}`);
  const field = (name: keyof AnnouncementValues) => ({ name, label: labels[name], disabled: !work, error: form.errors[name] as string | null });

  return (
    <>
      <PageHeader
        title={saved ? saved.title : t("announcements.new")}
        crumb={<Link to="/admin/announcements">{t("sections.announcements")}</Link>}
        lead={saved ? <StateBadge status={saved.status} expired={saved.expired} /> : t("announcements.newLead")}
        aside={
          <Button variant="default" leftSection={<IconEye {...icon} />} onClick={() => { setPreview(true); }}>
            {t("announcements.preview")}
          </Button>
        }
      />
      <form
        className={classes.form}
        noValidate
        onSubmit={editor.submit}
      >
        <div className={classes.main}>
          <FormSummary reason={problem.reason} labels={labels} />
          {!work && <p className={classes.soft}>{t("readOnly")}</p>}
          <LimitedTextInput {...field("title")} limit={limits.AnnouncementEdit.title} dir="auto" {...form.getInputProps("title")} />
          <MarkdownEditor {...field("body")} description={t("announcements.bodyHint")} limit={limits.AnnouncementEdit.body} value={form.values.body} onChange={(text) => { form.setFieldValue("body", text); }} />
          <TargetPicker disabled={!work} value={form.values.shown_to} error={field("shown_to").error} onChange={(targets) => { form.setFieldValue("shown_to", targets); }} />
        </div>
        <div className={classes.side}>
          <Card title={t("announcements.release")}>
            <div className={classes.fields}>
              <SegmentedControl
                name="status"
                orientation="vertical"
                fullWidth
                disabled={!work}
                aria-label={labels.status}
                data={(["published", "scheduled", "draft"] as const).map((value) => ({
                  value,
                  label: t(there && value === "published" ? "announcements.choice.stays" : there && value === "draft" ? "announcements.choice.withdraw" : `announcements.choice.${value}`),
                }))}
                {...form.getInputProps("status")}
              />
              {form.values.status === "scheduled" && <TimeField {...field("publish_at")} zone={zone} value={form.values.publish_at} onChange={(wall) => { form.setFieldValue("publish_at", wall); }} />}
              <TimeField {...field("expires_at")} description={t("announcements.expiresHint")} zone={zone} value={form.values.expires_at} onChange={(wall) => { form.setFieldValue("expires_at", wall); }} />
            </div>
          </Card>
          <Card title={labels.severity}>
            <div className={classes.fields}>
              <SegmentedControl
                name="severity"
                fullWidth
                disabled={!work}
                aria-label={labels.severity}
                data={severities.map((value) => ({ value, label: t(`announcements.severity.${value}`) }))}
                {...form.getInputProps("severity")}
              />
              {form.values.severity === "outage" && <p className={classes.soft}>{t("announcements.outageHint")}</p>}
              <Switch disabled={!work} label={labels.pinned} {...form.getInputProps("pinned", { type: "checkbox" })} />
            </div>
          </Card>
          {saved && !remove.isPending && !remove.isSuccess && <Readership id={saved.id} there={there} />}
        </div>
        {work && (
          <div className={classes.actions}>
            {saved && (
              <Button variant="subtle" color="bad" leftSection={<IconTrash {...icon} />} onClick={() => { setRemoving(true); }}>
                {t("announcements.delete")}
              </Button>
            )}
            <SubmitButton {...editor.button}>
              {submitLabel}
            </SubmitButton>
          </div>
        )}
      </form>
      {preview && <ClientPreview values={form.values} zone={zone} publishedAt={there ? saved.publish_at : null} onClose={() => { setPreview(false); }} />}
      <ConfirmDialog
        opened={removing}
        danger
        title={t("announcements.deleteTitle", { title: saved?.title ?? "" })}
        text={t(there ? "announcements.deleteTextThere" : "announcements.deleteText")}
        action={t("announcements.delete")}
        onCancel={() => { setRemoving(false); }}
        onConfirm={() => {
          setRemoving(false);
          if (!saved) return;
          // The page goes first: what it shows is gone before the answer comes.
          setLeft(true);
          remove.mutate(saved.id);
        }}
      />
      <ConflictDialog {...editor.conflict} />
      {guard}
    </>
  );
}
