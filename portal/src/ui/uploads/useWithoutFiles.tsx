import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../ConfirmDialog";

/** Asks before something is sent without the files that have not arrived. `dialog` belongs beside the form. */
export function useWithoutFiles({ failed }: { failed: readonly string[] }): { ask: (go: () => void) => void; dialog: ReactNode } {
  const { t, i18n } = useTranslation();
  const [waiting, setWaiting] = useState<{ go: () => void } | null>(null);
  const values = { count: failed.length, names: new Intl.ListFormat(i18n.language).format(failed) };
  return {
    ask: (go) => {
      if (failed.length === 0) go();
      else setWaiting({ go });
    },
    dialog: (
      <ConfirmDialog
        opened={waiting !== null}
        title={t("attach.without.title", values)}
        text={t("attach.without.text", values)}
        action={t("attach.without.action", values)}
        onCancel={() => { setWaiting(null); }}
        onConfirm={() => {
          setWaiting(null);
          waiting?.go();
        }}
      />
    ),
  };
}
