import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "./session";
import classes from "./UnlessActing.module.css";

interface Props {
  /** What staff may do in a client's name if they chose to make changes; without it only the person may, see the list in shared::session::impersonation. */
  withChanges?: boolean;
  children: ReactNode;
}

/** Something to fill in, or the reason why staff who act in a client's name cannot: said before they type, not after. */
export function UnlessActing({ withChanges, children }: Props) {
  const { t } = useTranslation();
  const { user, impersonation } = useSession();
  if (!impersonation || (impersonation.write && withChanges)) return children;
  return <p className={classes.note}>{t(impersonation.write ? "acting.onlyThemselves" : "acting.viewOnly", { name: user.name })}</p>;
}
