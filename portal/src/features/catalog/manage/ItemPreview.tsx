import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { previewMarkdown } from "@/api/markdown";
import { Bones } from "@/ui/Bones";
import { problemToSentence } from "@/ui/problemToSentence";
import { unfilled, type Filled } from "../form/fill";
import { FormFields } from "../form/FormFields";
import { ItemIntro } from "../parts/ItemIntro";
import { ItemPicture } from "../parts/ItemPicture";
import classes from "./Editor.module.css";
import { toEdit, type ItemValues } from "./values";

/** The item as a client finds it; the form can be tried, and nothing is sent. */
export function ItemPreview({ values, onClose }: { values: ItemValues; onClose: () => void }) {
  const { t } = useTranslation();
  const [filled, setFilled] = useState<Filled>(unfilled);
  const html = useQuery({ queryKey: ["markdown", values.description], queryFn: () => previewMarkdown(values.description), enabled: values.description.trim() !== "" });
  const item = toEdit(values);
  return (
    <Modal opened onClose={onClose} size="xl" title={t("catalog.previewTitle")} closeButtonProps={{ "aria-label": t("close") }}>
      <p className={classes.soft}>{t("catalog.previewLead")}</p>
      <article className={classes.preview} aria-label={values.name}>
        <div className={classes.previewHead}>
          <ItemPicture icon={values.icon} />
          <h2 dir="auto">{values.name || t("catalog.unnamed")}</h2>
        </div>
        {html.isLoading && <Bones rows={2} />}
        {html.isError && <p role="alert">{problemToSentence(html.error, t)}</p>}
        <ItemIntro item={{ ...item, summary: values.summary, needs_approval: values.needs_approval }} html={html.data ?? ""} />
        <FormFields
          preview
          fields={item.fields ?? []}
          filled={filled}
          errors={{}}
          onValue={(key, raw) => { setFilled((before) => ({ ...before, values: { ...before.values, [key]: raw } })); }}
          onFiles={() => undefined}
          onFailed={() => undefined}
          onSending={() => undefined}
        />
      </article>
    </Modal>
  );
}
