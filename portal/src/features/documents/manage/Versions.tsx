import { ActionIcon, Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { IconDownload, IconReplace } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { filePath, replaceSharedFile } from "@/api/documents";
import type { SharedFile } from "@/api/types";
import { Card } from "@/ui/Card";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toast";
import { UploadList } from "@/ui/uploads/UploadList";
import { useUploads } from "@/ui/uploads/useUploads";
import { fileSize } from "@/util/format";
import { sharedFileQuery } from "../queries";
import classes from "./Admin.module.css";

/** All contents of a file, and the way to the next. */
export function Versions({ file, onReplaced }: { file: SharedFile; onReplaced: (file: SharedFile) => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { administer } = useRights();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads("manage", [], 1);
  const sent = uploads.items.find((item) => item.attachment);
  const replace = useMutation({
    mutationFn: (upload: string) => replaceSharedFile(file.id, upload, upload),
    onSuccess: (after) => {
      uploads.clear();
      queries.setQueryData(sharedFileQuery(file.id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["document", "manage", "files"] });
      onReplaced(after);
      toast.done(t("documents.replaced", { number: after.versions[0]?.number ?? 1 }));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  const { mutate } = replace;
  const upload = sent?.attachment?.id;
  useEffect(() => {
    if (upload) mutate(upload);
  }, [upload, mutate]);
  return (
    <Card title={t("documents.versions")}>
      <ul className={classes.versions}>
        {file.versions.map((version) => (
          <li key={version.number}>
            <span className={classes.name}>
              <bdi>{version.name}</bdi>
              <span className={classes.soft}>
                {t("documents.versionNumber", { number: version.number })} · {fileSize(version.size, i18n.language)} · <Time at={version.at} /> · <bdi>{version.by}</bdi>
              </span>
            </span>
            <ActionIcon component="a" variant="subtle" color="gray" size={44} href={filePath("manage", file.id, { version: version.number, download: true })} aria-label={t("attach.download", { name: version.name })}>
              <IconDownload size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {administer && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t("documents.replace")}
            onChange={(event) => {
              uploads.add([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <UploadList uploads={uploads} />
          <Button variant="default" leftSection={<IconReplace size={18} stroke={1.75} aria-hidden />} loading={uploads.sending || replace.isPending} onClick={() => input.current?.click()}>
            {t("documents.replace")}
          </Button>
          <p className={classes.soft}>{t("documents.replaceAtOnce")}</p>
        </>
      )}
    </Card>
  );
}
