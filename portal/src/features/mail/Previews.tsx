import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mailLanguages, previewPage, type MailLanguage } from "@/api/mail";
import { languages } from "@/i18n";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import classes from "./Mail.module.css";
import { previewsQuery } from "./queries";

/** Every mail with example data in the tenant's look. */
export function Previews() {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<MailLanguage>(mailLanguages.find((each) => each === i18n.language) ?? "en");
  const [name, setName] = useState<string>();
  const list = useQuery(previewsQuery(language));
  if (list.isPending) return <Bones rows={6} />;
  if (list.isError) return <LoadFailure reason={list.error} retry={() => void list.refetch()} />;
  const mails = list.data.items;
  const shown = mails.find((mail) => mail.name === name) ?? mails[0];
  if (!shown) return null;
  return (
    <>
      <div className={classes.choose}>
        <Select
          className={classes.which}
          label={t("mail.which")}
          data={mails.map((mail) => ({ value: mail.name, label: mail.heading }))}
          value={shown.name}
          onChange={(value) => { setName(value ?? undefined); }}
          allowDeselect={false}
        />
        <Select
          label={t("mail.language")}
          data={mailLanguages.map((value) => ({ value, label: languages[value] }))}
          value={language}
          onChange={(value) => { setLanguage(mailLanguages.find((each) => each === value) ?? "en"); }}
          allowDeselect={false}
        />
      </div>
      <p className={classes.line}>
        <span className={classes.soft}>{t("mail.subject")}</span> <bdi>{shown.subject}</bdi>
      </p>
      <iframe className={classes.frame} src={previewPage(shown.name, language)} title={t("mail.looks", { subject: shown.subject })} />
      <p className={classes.soft}>{shown.topic === "account" ? t("mail.always") : t("mail.optional")}</p>
    </>
  );
}
