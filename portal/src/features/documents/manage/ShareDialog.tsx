import { Button, Modal } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { shareFile } from "@/api/documents";
import { FormSummary } from "@/ui/FormSummary";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { AttachButton } from "@/ui/uploads/AttachButton";
import { DropArea } from "@/ui/uploads/DropArea";
import { UploadList } from "@/ui/uploads/UploadList";
import { useUploads } from "@/ui/uploads/useUploads";
import { useWithoutFiles } from "@/ui/uploads/useWithoutFiles";
import { readerZone } from "@/util/zone";
import classes from "./Admin.module.css";
import { FileFields } from "./FileFields";
import { emptyFile, fileLabels, titleOf, toFileEdit, type FileValues } from "./fileValues";

const most = 20;

/** Sends files and shares them with the same people. Those that could not be shared stay in the list. */
export function ShareDialog({ files, onClose }: { files: File[]; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [zone] = useState(readerZone);
  const uploads = useUploads("manage", [], most);
  const begun = useRef(false);
  const { add } = uploads;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    add(files);
  }, [add, files]);
  const several = uploads.items.length > 1;
  const form = useForm<FileValues>({
    initialValues: emptyFile,
    validate: { shown_to: ({ all, companies }) => (all || companies.length > 0 ? null : t("documents.companiesMissing")) },
  });
  const problem = useFormProblem(form);
  const share = useMutation({
    mutationFn: async (values: FileValues) => {
      let shared = 0;
      for (const item of uploads.items) {
        if (!item.attachment) continue;
        const title = (!several && values.title.trim()) || titleOf(item.attachment.name);
        // The upload is used once, so it tells repetitions apart.
        await shareFile(item.attachment.id, { ...toFileEdit(values, zone), title }, item.attachment.id);
        uploads.settle(item.key);
        shared += 1;
      }
      return shared;
    },
    onSuccess: (count) => {
      toast.done(t("documents.shared", { count }));
      onClose();
    },
    onError: problem.fail,
    onSettled: () => void queries.invalidateQueries({ queryKey: ["document"] }),
  });
  const without = useWithoutFiles(uploads);
  const ready = uploads.attachments.length > 0 && !uploads.sending;
  return (
    <Modal opened onClose={onClose} title={t("documents.share")} size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("close") }}>
      <DropArea onFiles={uploads.add}>
        <form className={classes.fields} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); without.ask(() => { share.mutate(values); }); }, problem.invalid)}>
          <FormSummary reason={problem.reason} labels={fileLabels(t)} />
          <div>
            <AttachButton onFiles={uploads.add} />
            <p className={classes.soft}>{t("documents.dropHint", { count: most })}</p>
          </div>
          <UploadList uploads={uploads} />
          <FileFields form={form} withTitle={!several} />
          {several && <p className={classes.soft}>{t("documents.severalHint")}</p>}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <SubmitButton busy={share.isPending} paused={share.isPaused} disabled={!ready}>
              {uploads.sending ? t("attach.wait") : t("documents.shareAction", { count: uploads.attachments.length })}
            </SubmitButton>
          </div>
        </form>
      </DropArea>
      {without.dialog}
    </Modal>
  );
}
