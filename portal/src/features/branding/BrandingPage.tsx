import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { useTitle } from "@/ui/useTitle";
import { BrandingEditor } from "./BrandingEditor";
import { managedBrandingQuery } from "./queries";

export function BrandingPage() {
  const { t } = useTranslation();
  useTitle(t("sections.branding"));
  const branding = useQuery(managedBrandingQuery);
  if (branding.isPending) return <Bones blocks={[56, 320, 240]} />;
  if (branding.isError && !branding.data) return <LoadFailure reason={branding.error} retry={() => void branding.refetch()} />;
  return <BrandingEditor start={branding.data} />;
}
