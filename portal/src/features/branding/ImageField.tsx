import { Button } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { BrandingImage } from "@/api/branding";
import type { LogoNotInMail } from "@/api/types";
import classes from "./Branding.module.css";
import { useFaint } from "./useFaint";

const accepted: Record<BrandingImage, string> = {
  logo: "image/png,image/jpeg,image/webp,image/svg+xml",
  favicon: "image/png,image/jpeg,image/webp,image/svg+xml,image/x-icon,image/vnd.microsoft.icon",
};

interface Props {
  kind: BrandingImage;
  url?: string | null;
  /** Why emails and PDF files do not show it. */
  notInMail?: LogoNotInMail | null;
  disabled: boolean;
  busy: boolean;
  onUpload: (file: File) => void;
  onRemove: () => void;
}

/** The logo or the icon in the browser's tab; saved as soon as it is chosen. */
export function ImageField({ kind, url, notInMail, disabled, busy, onUpload, onRemove }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const faint = useFaint(kind === "logo" ? url : null);
  return (
    <div role="group" aria-label={t(`branding.image.${kind}`)}>
      <p className={classes.label}>{t(`branding.image.${kind}`)}</p>
      <div className={classes.image}>
        <span className={classes.frame} data-kind={kind}>
          {url ? <img src={url} alt={t(`branding.imageNow.${kind}`)} /> : <IconPhoto size={20} stroke={1.5} aria-hidden />}
        </span>
        <div className={classes.imageTools}>
          <input
            ref={input}
            type="file"
            accept={accepted[kind]}
            hidden
            aria-label={t(`branding.image.${kind}`)}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) onUpload(file);
              event.currentTarget.value = "";
            }}
          />
          <Button variant="default" disabled={disabled} loading={busy} onClick={() => input.current?.click()}>
            {t(url ? `branding.replace.${kind}` : `branding.upload.${kind}`)}
          </Button>
          {url && (
            <Button variant="subtle" color="gray" disabled={disabled || busy} onClick={onRemove}>
              {t(`branding.removeImage.${kind}`)}
            </Button>
          )}
          <p className={classes.hint}>{t(`branding.imageHint.${kind}`)}</p>
          <div role="status">
            {notInMail && <p className={classes.warning}>{t(`branding.logoSvg.${notInMail}`)}</p>}
            {faint.map((ground) => (
              <p key={ground} className={classes.warning}>{t(`branding.logoFaint.${ground}`)}</p>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
