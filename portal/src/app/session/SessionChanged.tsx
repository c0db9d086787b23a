import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";
import { landingOf } from "@/util/roles";
import classes from "./SessionChanged.module.css";

/** What is left of a page whose person is no longer the one who is signed in; `session` is whose it is now, once known. */
export function SessionChanged({ session }: { session: Session | null }) {
  const { t } = useTranslation();
  const go = useRef<HTMLButtonElement>(null);
  const name = session?.user.name ?? "";
  const title = !session ? t("sessionChanged.asking") : t(session.impersonation ? "sessionChanged.acting" : "sessionChanged.title", { name });
  useEffect(() => {
    document.title = title;
    go.current?.focus();
  }, [title]);
  return (
    <div role="alertdialog" aria-modal="true" aria-labelledby="session-changed" aria-describedby="session-changed-text" className={classes.page}>
      <div className={classes.card}>
        <h1 id="session-changed" dir="auto">{title}</h1>
        <p id="session-changed-text">{t("sessionChanged.text")}</p>
        {session && (
          <Button ref={go} size="md" fullWidth onClick={() => { location.replace(landingOf(session.user.role)); }}>
            {t("sessionChanged.go", { name })}
          </Button>
        )}
      </div>
    </div>
  );
}
