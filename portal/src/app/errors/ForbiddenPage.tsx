import { useTranslation } from "react-i18next";
import { useRights, useSession } from "@/ui/session";
import { landingOf } from "@/util/roles";
import { ErrorPage } from "@/ui/ErrorPage";
import { ButtonLink } from "@/ui/ButtonLink";

interface Props {
  /** The page is one of the staff's, and the reader is a client: nobody can give them access. */
  staffOnly?: boolean;
}

/** Names whom the reader can ask; staff and clients ask different people. */
export function ForbiddenPage({ staffOnly }: Props) {
  const { t } = useTranslation();
  const { user, tenant } = useSession();
  const { staff } = useRights();
  return (
    <ErrorPage title={t("pages.forbidden.title")} text={t(staffOnly ? "pages.forbidden.staffOnly" : staff ? "pages.forbidden.staff" : "pages.forbidden.client", { provider: tenant.name })}>
      <ButtonLink to={landingOf(user.role)}>{t("pages.home")}</ButtonLink>
    </ErrorPage>
  );
}
