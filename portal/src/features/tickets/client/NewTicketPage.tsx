import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { categories, priorities, type Attachment, type Category, type Priority } from "@/api/types";
import { keyWasUsed } from "@/api/problem";
import { limits } from "@/api/limits";
import { createTicket } from "@/api/tickets";
import { FormSummary } from "@/ui/FormSummary";
import { LimitedTextarea, LimitedTextInput } from "@/ui/limit/LimitedInput";
import { PageHeader } from "@/ui/PageHeader";
import { SubmitButton } from "@/ui/SubmitButton";
import { useFormProblem } from "@/ui/useFormProblem";
import { readDraft, useDraft } from "@/util/draft";
import { AttachButton } from "@/ui/uploads/AttachButton";
import { DropArea } from "@/ui/uploads/DropArea";
import { UnlessActing } from "@/ui/UnlessActing";
import { UploadList } from "@/ui/uploads/UploadList";
import { useUploads } from "@/ui/uploads/useUploads";
import { useWithoutFiles } from "@/ui/uploads/useWithoutFiles";
import { ticketQuery } from "../queries";
import classes from "./NewTicketPage.module.css";
import { WatcherPicker } from "../parts/WatcherPicker";

interface Draft {
  subject: string;
  category: Category;
  priority: Priority;
  description: string;
  watchers: string[];
  files: Attachment[];
}

const empty: Draft = { subject: "", category: "general", priority: "medium", description: "", watchers: [], files: [] };

export function NewTicketPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t("ticket.new")} crumb={<Link to="/portal/tickets">{t("sections.tickets")}</Link>} lead={t("ticket.newLead")} />
      <UnlessActing withChanges>
        <NewTicketForm />
      </UnlessActing>
    </>
  );
}

function NewTicketForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [start] = useState(() => readDraft("new-ticket", empty));
  const uploads = useUploads("portal", start.files);
  const form = useForm<Omit<Draft, "files">>({
    initialValues: { subject: start.subject, category: start.category, priority: start.priority, description: start.description, watchers: start.watchers },
    validate: {
      subject: (text) => (text.trim() ? null : t("ticket.subjectMissing")),
      description: (text) => (text.trim() ? null : t("ticket.descriptionMissing")),
    },
  });
  const problem = useFormProblem(form);
  const { values } = form;
  const draft = useDraft("new-ticket", { ...values, files: uploads.attachments }, !values.subject && !values.description && uploads.items.length === 0);

  const create = useMutation({
    mutationFn: () => createTicket({ ...values, subject: values.subject.trim(), attachments: uploads.attachments.map((file) => file.id) }, draft.key()),
    onSuccess: async (ticket) => {
      draft.forget();
      queries.setQueryData(ticketQuery("portal", ticket.id).queryKey, ticket);
      void queries.invalidateQueries({ queryKey: ["tickets"] });
      await navigate({ to: "/portal/tickets/$id", params: { id: ticket.id }, replace: true });
    },
    onError: (reason) => {
      if (keyWasUsed(reason)) draft.renew();
      problem.fail(reason);
    },
  });

  const without = useWithoutFiles(uploads);

  const labels = { subject: t("ticket.subject"), category: t("ticket.category"), priority: t("ticket.priority"), description: t("ticket.description"), attachments: t("attach.list"), watchers: t("ticket.watchers") };
  return (
    <>
      <DropArea onFiles={uploads.add}>
        <form className={classes.form} noValidate onSubmit={form.onSubmit(() => { problem.clear(); without.ask(() => { create.mutate(); }); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={labels} />
          <LimitedTextInput name="subject" label={labels.subject} description={t("ticket.subjectHint")} required withAsterisk={false} limit={limits.NewTicket.subject} dir="auto" data-autofocus {...form.getInputProps("subject")} />
          <div className={classes.pair}>
            <NativeSelect name="category" label={labels.category} data={categories.map((value) => ({ value, label: t(`category.${value}`) }))} {...form.getInputProps("category")} />
            <NativeSelect name="priority" label={labels.priority} data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))} {...form.getInputProps("priority")} />
          </div>
          <LimitedTextarea name="description" label={labels.description} description={t("ticket.descriptionHint")} required withAsterisk={false} rows={8} resize="vertical" limit={limits.NewTicket.description} dir="auto" {...form.getInputProps("description")} />
          <div>
            <UploadList uploads={uploads} />
            <div className={classes.attach}>
              <AttachButton onFiles={uploads.add} />
              <span className={classes.hint}>{t("attach.hint")}</span>
            </div>
          </div>
          <WatcherPicker label={labels.watchers} description={t("ticket.watchersHint")} value={values.watchers} onChange={(watchers) => { form.setFieldValue("watchers", watchers); }} />
          <div className={classes.actions}>
            <SubmitButton busy={create.isPending} paused={create.isPaused} disabled={uploads.sending}>
              {t("ticket.submit")}
            </SubmitButton>
            <span className={classes.hint}>{uploads.sending ? t("attach.wait") : t("ticket.draftKept")}</span>
          </div>
        </form>
      </DropArea>
      {without.dialog}
    </>
  );
}
