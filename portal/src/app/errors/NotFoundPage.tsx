import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import { landingOf } from "@/util/roles";
import { ErrorPage } from "@/ui/ErrorPage";
import { ButtonLink } from "@/ui/ButtonLink";

export function NotFoundPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <ErrorPage title={t("pages.notFound.title")} text={t("pages.notFound.text")}>
      <ButtonLink to={landingOf(user.role)}>{t("pages.home")}</ButtonLink>
    </ErrorPage>
  );
}
