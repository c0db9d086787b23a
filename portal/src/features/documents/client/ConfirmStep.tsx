import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { DocumentToRead } from "@/api/types";
import { FormSummary } from "@/ui/FormSummary";
import { useSession } from "@/ui/session";
import type { Words } from "./AcknowledgeStep";
import classes from "./SignPage.module.css";

interface Props {
  document: DocumentToRead;
  words: Words;
  failure: unknown;
  /** Opens the version that there is now, where this one is none any more. */
  onAgain?: () => void;
}

/** What will be signed, by whom: the last look. */
export function ConfirmStep({ document, words, failure, onAgain }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <div data-form>
      <FormSummary
        reason={failure}
        labels={{
          scrolled_to_end: t("documents.step.read"),
          acknowledged: t("documents.step.acknowledge"),
          name: t("documents.legalName"),
          title: t("documents.role"),
          consent: t("documents.consent"),
        }}
      />
      {onAgain && (
        <Button variant="default" className={classes.again} onClick={onAgain}>
          {t("documents.openAgain")}
        </Button>
      )}
      <dl className={classes.summary}>
        <dt>{t("documents.title")}</dt>
        <dd dir="auto">{document.title}</dd>
        <dt>{t("documents.version")}</dt>
        <dd>{document.version}</dd>
        <dt>{t("documents.issuer")}</dt>
        <dd dir="auto">{document.issuer}</dd>
        <dt>{t("documents.signedAs")}</dt>
        <dd>
          <bdi className={classes.hand}>{words.name.trim() || user.name}</bdi>
          {words.title.trim() && <bdi className={classes.soft}>{words.title.trim()}</bdi>}
        </dd>
        <dt>{t("documents.account")}</dt>
        <dd>
          <bdi>{user.email}</bdi>
        </dd>
        <dt>{t("documents.digest")}</dt>
        <dd className={classes.digest}>{document.content_sha256}</dd>
      </dl>
      <p className={classes.soft}>{t("documents.kept")}</p>
    </div>
  );
}
