import { useTranslation } from "react-i18next";
import { landingOf } from "@/util/roles";
import classes from "./Gate.module.css";
import { useSignedIn } from "./useSignedIn";

/** Tells somebody who is about to sign in that another person is signed in here and will be signed out. */
export function SignedInNote({ goOn = false }: { goOn?: boolean }) {
  const { t } = useTranslation();
  const user = useSignedIn();
  if (!user) return null;
  return (
    <div role="status" className={classes.note}>
      <p dir="auto">{t("login.signedIn", { name: user.name })}</p>
      {goOn && <a href={landingOf(user.role)} dir="auto">{t("login.continueAs", { name: user.name })}</a>}
    </div>
  );
}
