import { Button } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import { endActing } from "./endActing";
import classes from "./ImpersonationBar.module.css";

/** On top of everything while a member of staff looks at the portal in a client's name. */
export function ImpersonationBar() {
  const { t } = useTranslation();
  const { user, impersonation } = useSession();
  const [busy, setBusy] = useState(false);
  if (!impersonation) return null;
  return (
    <section aria-label={t("acting.label")} className={classes.bar}>
      <IconEye size={18} stroke={1.75} aria-hidden />
      <p>
        <strong>{t(impersonation.write ? "acting.writing" : "acting.reading", { name: user.name })}</strong> <bdi>{impersonation.reason}</bdi>
      </p>
      <Button
        size="compact-md"
        variant="default"
        loading={busy}
        onClick={() => {
          setBusy(true);
          void endActing(t).finally(() => { setBusy(false); });
        }}
      >
        {t("acting.end")}
      </Button>
    </section>
  );
}
