import { Button } from "@mantine/core";
import { IconCircleCheck, IconFileTypePdf } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { pdfPath } from "@/api/documents";
import type { SignedDocument } from "@/api/types";
import { ButtonLink } from "@/ui/ButtonLink";
import { exactTime } from "@/util/time";
import classes from "./SignPage.module.css";

/** The signature, as it was just made. */
export function SignedBlock({ signature }: { signature: SignedDocument }) {
  const { t, i18n } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  return (
    <section className={classes.card} aria-labelledby="signed-title">
      <div className={classes.done}>
        <IconCircleCheck size={28} stroke={1.75} aria-hidden />
        <h2 id="signed-title" ref={heading} tabIndex={-1}>
          {t("documents.thanks")}
        </h2>
      </div>
      <p className={classes.soft}>{t("documents.thanksText")}</p>
      <div className={classes.block}>
        <bdi className={classes.hand}>{signature.name}</bdi>
        {signature.role && <bdi>{signature.role}</bdi>}
        <span className={classes.soft}>{exactTime(new Date(signature.signed_at), i18n.language)}</span>
        <span className={classes.digest}>SHA-256 {signature.content_sha256}</span>
      </div>
      <div className={classes.actions}>
        <ButtonLink variant="default" to="/portal/documents">
          {t("documents.toList")}
        </ButtonLink>
        <Button component="a" href={pdfPath("portal", signature.id)} target="_blank" rel="noopener" leftSection={<IconFileTypePdf size={18} stroke={1.75} aria-hidden />}>
          {t("documents.pdf")}
        </Button>
      </div>
    </section>
  );
}
