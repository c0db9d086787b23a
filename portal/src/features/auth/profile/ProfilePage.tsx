import { useTranslation } from "react-i18next";
import { PageHeader } from "@/ui/PageHeader";
import { useSession } from "@/ui/session";
import { Appearance } from "./Appearance";
import { Devices } from "./Devices";
import { PasswordForm } from "./PasswordForm";
import classes from "./Profile.module.css";

export function ProfilePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <div className={classes.page}>
      <PageHeader
        title={t("sections.profile")}
        heading={user.name}
        lead={
          <>
            {user.email} · {t(`role.${user.role}`)}
            {user.company && (
              <>
                {" · "}
                <bdi>{user.company.name}</bdi>
              </>
            )}
          </>
        }
      />
      <Appearance />
      <PasswordForm />
      <Devices />
    </div>
  );
}
