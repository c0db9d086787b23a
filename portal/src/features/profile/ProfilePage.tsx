import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { UnlessActing } from "@/ui/UnlessActing";
import { useSession } from "@/ui/session";
import { Appearance } from "./Appearance";
import { Devices } from "./Devices";
import { EmailForm } from "./EmailForm";
import { OwnData } from "./OwnData";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { profileQuery } from "./queries";
import classes from "./Profile.module.css";

export function ProfilePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const profile = useQuery(profileQuery);
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
      {profile.isPending && <Bones blocks={[260, 200]} />}
      {profile.isError && <LoadFailure reason={profile.error} retry={() => void profile.refetch()} />}
      <UnlessActing>
        {profile.data && <ProfileForm key={profile.data.id} start={profile.data} />}
        <Appearance />
        <EmailForm />
        <PasswordForm />
        <Devices />
        <OwnData />
      </UnlessActing>
    </div>
  );
}
