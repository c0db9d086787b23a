import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./Admin.module.css";

/** The parts of the staff's documents. */
export function AdminTabs({ at }: { at: "files" | "policies" | "compliance" }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.tabs} aria-label={t("documents.tabs")}>
      <Link to="/admin/documents" className={classes.tab} activeOptions={{ exact: true, includeSearch: false }} activeProps={{}} aria-current={at === "files" ? "page" : undefined}>
        {t("documents.tab.files")}
      </Link>
      <Link to="/admin/documents/policies" className={classes.tab} activeProps={{}} aria-current={at === "policies" ? "page" : undefined}>
        {t("documents.policies")}
      </Link>
      <Link to="/admin/documents/compliance" className={classes.tab} activeProps={{}} aria-current={at === "compliance" ? "page" : undefined}>
        {t("documents.compliance")}
      </Link>
    </nav>
  );
}
