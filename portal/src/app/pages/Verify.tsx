import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Branding } from "@/api/types";
import { BrandedCard } from "@/features/auth/BrandedCard";
import { VerifyForm } from "@/features/documents/verify/VerifyForm";

/** The public page on which anybody verifies a signed document. */
export function Verify({ branding }: { branding: Branding }) {
  const { t } = useTranslation();
  const title = t("gate.verify.title");
  useEffect(() => {
    document.title = `${title} · ${branding.portal_name}`;
  }, [title, branding.portal_name]);
  const code = new URLSearchParams(location.search).get("code") ?? "";
  return (
    <BrandedCard branding={branding} title={title} lead={t("gate.verify.lead")}>
      <VerifyForm tenant={branding.tenant} given={code} />
    </BrandedCard>
  );
}
