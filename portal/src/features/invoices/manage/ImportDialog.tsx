import { Alert, Button, FileInput, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { importInvoices } from "@/api/invoices";
import { Problem } from "@/api/problem";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import classes from "./ImportDialog.module.css";
import { ImportReport } from "./ImportReport";

const columns = "number, company, status, issued, due, paid, currency, description, quantity, unit_price, tax, total, note, pay_link, external_id";

/** A CSV file: first what would happen, then what happened. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const check = useMutation({ mutationFn: (chosen: File) => importInvoices(chosen, true) });
  const write = useMutation({
    mutationFn: (chosen: File) => importInvoices(chosen, false),
    onSuccess: (report) => {
      void queries.invalidateQueries({ queryKey: ["invoices"] });
      toast.done(t("invoices.import.done", { count: report.created + report.changed }));
      if (report.refused === 0) onClose();
    },
  });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    check.reset();
    write.reset();
    if (chosen) check.mutate(chosen);
  };
  const report = write.data ?? check.data;
  const failure = write.error ?? check.error;
  const some = (check.data?.created ?? 0) + (check.data?.changed ?? 0);

  return (
    <Modal opened onClose={onClose} size="lg" title={t("invoices.import.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <div className={classes.form}>
        <p className={classes.hint}>{t("invoices.import.hint")}</p>
        <p className={classes.columns}>{columns}</p>
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
        {check.isPending && <p role="status">{t("invoices.import.checking")}</p>}
        {report && <ImportReport report={report} done={write.isSuccess} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t(write.isSuccess ? "close" : "cancel")}
          </Button>
          {!write.isSuccess && (
            <Button disabled={!file || some === 0} loading={write.isPending} onClick={() => { if (file) write.mutate(file); }}>
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
