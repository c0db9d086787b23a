import { Alert, Button, FileInput, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { importInvoices, type ImportChoices } from "@/api/invoices";
import { Problem } from "@/api/problem";
import type { InvoiceFile } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import classes from "./ImportDialog.module.css";
import { ImportReading } from "./ImportReading";
import { ImportReport } from "./ImportReport";

/** A CSV file: first how it is read and what would happen, then what happened. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [choices, setChoices] = useState<ImportChoices>({});
  const [reading, setReading] = useState<InvoiceFile>();
  const check = useMutation({ mutationFn: ({ chosen, next }: { chosen: File; next: ImportChoices }) => importInvoices(chosen, next, true) });
  const write = useMutation({
    // What the page shows is what is written: a question that it shows an answer to is answered so.
    mutationFn: (chosen: File) => importInvoices(chosen, { ...choices, ...(reading && { numbers: reading.numbers.mark, days: reading.days.order }) }, false),
    onSuccess: (report) => {
      void queries.invalidateQueries({ queryKey: ["invoices"] });
      toast.done(t("invoices.import.done", { count: report.created + report.changed }));
      if (report.refused === 0) onClose();
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setChoices({});
    setReading(undefined);
    check.reset();
    write.reset();
    if (chosen) ask(chosen, {});
  };
  function ask(chosen: File, next: ImportChoices) {
    setChoices(next);
    check.mutate({ chosen, next }, { onSuccess: ({ file: read }) => { setReading(read ?? undefined); } });
  }
  const report = write.data ?? check.data;
  const failure = write.error ?? check.error;
  const some = (check.data?.created ?? 0) + (check.data?.changed ?? 0);

  return (
    <Modal opened onClose={onClose} size="lg" title={t("invoices.import.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <div className={classes.form}>
        <p className={classes.hint}>
          {t("invoices.import.hint")} <a href="/samples/invoices.csv" download>{t("import.sample")}</a>
        </p>
        <FileInput
          label={t("invoices.import.file")}
          placeholder={t("invoices.import.choose")}
          accept=".csv,text/csv"
          clearable
          clearButtonProps={{ "aria-label": t("invoices.import.clear") }}
          value={file}
          onChange={choose}
        />
        {failure && <Alert color="bad" role="alert">{sentences(failure) ?? problemToSentence(failure, t)}</Alert>}
        {reading && file && !write.isSuccess && <ImportReading file={reading} choices={choices} disabled={write.isPending} onChange={(next) => { ask(file, next); }} />}
        {check.isPending && <p role="status">{t("invoices.import.checking")}</p>}
        {report && (report.records.length > 0 || report.notices || write.isSuccess) && <ImportReport report={report} done={write.isSuccess} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t(write.isSuccess ? "close" : "cancel")}
          </Button>
          {!write.isSuccess && (
            <Button disabled={!file || some === 0 || check.isPending} loading={write.isPending} onClick={() => { if (file) write.mutate(file); }}>
              {some > 0 ? t("invoices.import.write", { count: some }) : t("invoices.import.nothing")}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** What is wrong with the file as a whole. */
function sentences(failure: unknown): string | undefined {
  const errors = failure instanceof Problem ? Object.values(failure.errors ?? {}) : [];
  return errors.length > 0 ? errors.join(" ") : undefined;
}
