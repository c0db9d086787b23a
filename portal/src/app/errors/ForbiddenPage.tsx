import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import { landingOf } from "@/util/roles";
import { ErrorPage } from "@/ui/ErrorPage";
import { ButtonLink } from "@/ui/ButtonLink";

export function ForbiddenPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <ErrorPage title={t("pages.forbidden.title")} text={t("pages.forbidden.text")}>
      <ButtonLink to={landingOf(user.role)}>{t("pages.home")}</ButtonLink>
    </ErrorPage>
  );
}
