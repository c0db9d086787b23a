import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconTrash } from "@tabler/icons-react";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteSharedFile, getSharedFile, updateSharedFile } from "@/api/documents";
import { Problem } from "@/api/problem";
import type { SharedFile } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { Card } from "@/ui/Card";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ConflictDialog } from "@/ui/ConflictDialog";
import { FormSummary } from "@/ui/FormSummary";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import { toast } from "@/ui/toast";
import { useFormProblem } from "@/ui/useFormProblem";
import { useLeaveGuard } from "@/ui/useLeaveGuard";
import { differences } from "@/util/differences";
import { readerZone } from "@/util/zone";
import { sharedFileQuery } from "../queries";
import classes from "./Admin.module.css";
import { FileFields } from "./FileFields";
import { fileInWords, fileLabels, fileValues, toFileEdit, type FileValues } from "./fileValues";
import { Versions } from "./Versions";

const route = getRouteApi("/admin/documents/files/$id");

export function FilePage() {
  const { id } = route.useParams();
  const file = useQuery(sharedFileQuery(id));
  if (file.isPending) return <Bones blocks={[72, 320]} />;
  if (file.isError && !file.data) return <LoadFailure reason={file.error} retry={() => void file.refetch()} />;
  return <Editor key={id} latest={file.data} />;
}

function Editor({ latest }: { latest: SharedFile }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { administer } = useRights();
  const [zone] = useState(readerZone);
  const [base, setBase] = useState(latest);
  const [theirs, setTheirs] = useState<SharedFile | null>(null);
  const [removing, setRemoving] = useState(false);
  const [left, setLeft] = useState(false);
  const form = useForm<FileValues>({
    initialValues: fileValues(latest, zone),
    validate: {
      title: (text) => (text.trim() ? null : t("documents.titleMissing")),
      shown_to: ({ all, companies }) => (all || companies.length > 0 ? null : t("documents.companiesMissing")),
    },
  });
  const problem = useFormProblem(form);
  const labels = fileLabels(t);
  const guard = useLeaveGuard(administer && form.isDirty() && !left);
  const compare = (mine: FileValues, other: FileValues) => differences(fileInWords(mine, t), fileInWords(other, t), labels);

  function adopt(file: SharedFile) {
    setBase(file);
    queries.setQueryData(sharedFileQuery(file.id).queryKey, file);
    form.setInitialValues(fileValues(file, zone));
    form.setValues(fileValues(file, zone));
    form.resetDirty(fileValues(file, zone));
  }

  const save = useMutation({
    mutationFn: ({ values, version }: { values: FileValues; version: number }) => updateSharedFile(base.id, toFileEdit(values, zone), version),
    onSuccess: (file) => {
      adopt(file);
      toast.done(t("saved"));
      void queries.invalidateQueries({ queryKey: ["document", "manage", "files"] });
    },
    onError: async (reason, { values }) => {
      if (!(reason instanceof Problem) || reason.status !== 412) {
        problem.fail(reason);
        return;
      }
      try {
        const other = await getSharedFile(base.id);
        // Another content changes no field: nothing to choose.
        if (compare(fileValues(base, zone), fileValues(other, zone)).length === 0) save.mutate({ values, version: other.version });
        else setTheirs(other);
      } catch (failure) {
        problem.fail(failure);
      }
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteSharedFile(base.id),
    onSuccess: () => {
      setLeft(true);
      queries.removeQueries({ queryKey: sharedFileQuery(base.id).queryKey });
      void queries.invalidateQueries({ queryKey: ["document", "manage", "files"] });
      toast.done(t("documents.deleted", { title: base.title }));
      void navigate({ to: "/admin/documents" });
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });

  return (
    <>
      <PageHeader
        title={base.title}
        crumb={
          <>
            <Link to="/admin/documents">{t("sections.documents")}</Link> / {t("documents.tab.files")}
          </>
        }
      />
      <form className={classes.columns} noValidate onSubmit={form.onSubmit((values) => { problem.clear(); save.mutate({ values, version: base.version }); }, problem.invalid)}>
        <div className={classes.main}>
          <FormSummary reason={problem.reason} labels={labels} />
          {!administer && <p className={classes.soft}>{t("readOnly")}</p>}
          <Card title={t("documents.about")}>
            <div className={classes.fields}>
              <FileFields form={form} withTitle disabled={!administer} />
            </div>
          </Card>
        </div>
        <div className={classes.side}>
          <Versions file={latest.version >= base.version ? latest : base} onReplaced={(file) => { setBase(file); }} />
        </div>
        {administer && (
          <div className={classes.actions}>
            <Button variant="subtle" color="bad" leftSection={<IconTrash size={18} stroke={1.75} aria-hidden />} onClick={() => { setRemoving(true); }}>
              {t("documents.delete")}
            </Button>
            <SubmitButton busy={save.isPending} paused={save.isPaused}>
              {t("save")}
            </SubmitButton>
          </div>
        )}
      </form>
      <ConfirmDialog
        opened={removing}
        danger
        title={t("documents.deleteTitle", { title: base.title })}
        text={t("documents.deleteText")}
        action={t("documents.delete")}
        onCancel={() => { setRemoving(false); }}
        onConfirm={() => { setRemoving(false); remove.mutate(); }}
      />
      <ConflictDialog
        fields={theirs && compare(form.values, fileValues(theirs, zone))}
        onCancel={() => { setTheirs(null); }}
        onResolve={(keep) => {
          if (!theirs) return;
          const other = fileValues(theirs, zone);
          const values = { ...form.values, ...Object.fromEntries(keep.map((field) => [field, other[field as keyof FileValues]])) };
          form.setValues(values);
          setTheirs(null);
          save.mutate({ values, version: theirs.version });
        }}
      />
      {guard}
    </>
  );
}
