import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { removeImage, uploadImage, type BrandingImage } from "@/api/branding";
import type { ManagedBranding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { toast } from "@/ui/toast";
import { fileSize } from "@/util/format";

const maxBytes = 1_000_000;

/** Uploads and removes the logo and the favicon. */
export function useImages(version: number, done: (saved: ManagedBranding) => void) {
  const { t, i18n } = useTranslation();
  const act = useMutation({
    mutationFn: ({ kind, file }: { kind: BrandingImage; file: File | null }) => (file ? uploadImage(kind, file, version) : removeImage(kind, version)),
    onSuccess: (saved) => {
      done(saved);
      toast.done(t("saved"));
    },
    onError: (reason) => { toast.failure(problemToSentence(reason, t)); },
  });
  return {
    busy: (kind: BrandingImage) => act.isPending && act.variables.kind === kind,
    upload: (kind: BrandingImage, file: File) => {
      if (file.size > maxBytes) toast.failure(t("attach.tooLarge", { name: file.name, limit: fileSize(maxBytes, i18n.language) }));
      else act.mutate({ kind, file });
    },
    remove: (kind: BrandingImage) => { act.mutate({ kind, file: null }); },
  };
}
