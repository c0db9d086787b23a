import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { putAvatar, removeAvatar, type Profile } from "@/api/profile";
import { Avatar } from "@/ui/Avatar";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import { fileSize } from "@/util/format";
import classes from "./Profile.module.css";

const maxBytes = 5_000_000;

/** The person's picture; saved as soon as it is chosen. */
export function Picture({ saved, onSaved }: { saved: Profile; onSaved: (profile: Profile) => void }) {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const act = useMutation({
    mutationFn: (file: File | null) => (file ? putAvatar(file, saved.version) : removeAvatar(saved.version)),
    onSuccess: (profile) => {
      onSaved(profile);
      toast.done(t("saved"));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  return (
    <div role="group" aria-label={t("profile.picture")} className={classes.picture}>
      <Avatar name={saved.name} url={saved.avatar_url} size="large" />
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        aria-label={t("profile.picture")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (!file) return;
          if (file.size > maxBytes) toast.failure(t("attach.tooLarge", { name: file.name, limit: fileSize(maxBytes, i18n.language) }));
          else act.mutate(file);
        }}
      />
      <Button variant="default" size="sm" loading={act.isPending} onClick={() => input.current?.click()}>
        {t(saved.avatar_url ? "profile.replacePicture" : "profile.addPicture")}
      </Button>
      {saved.avatar_url && (
        <Button variant="subtle" color="gray" size="sm" disabled={act.isPending} onClick={() => { act.mutate(null); }}>
          {t("profile.removePicture")}
        </Button>
      )}
      <p className={classes.pictureHint}>{t("profile.pictureAtOnce")}</p>
    </div>
  );
}
