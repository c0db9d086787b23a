import type { Icon } from "@tabler/icons-react";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./Nav.module.css";

export interface Section {
  to: LinkProps["to"];
  label: string;
  icon: Icon;
  count?: number;
  /** The count is something to be done. */
  bad?: boolean;
  /** Active only on its very page, not on those below it. */
  exact?: boolean;
}

export function Nav({ sections, onGo }: { sections: Section[]; onGo?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.sections")}>
      <ul className={classes.list}>
        {sections.map(({ to, label, icon: SectionIcon, count, bad, exact }) => (
          <li key={to}>
            <Link to={to} className={classes.link} activeOptions={{ exact: exact ?? false, includeSearch: false }} onClick={onGo}>
              <SectionIcon size={18} stroke={1.75} aria-hidden />
              <span className={classes.label}>{label}</span>
              {!!count && <span className={classes.count} data-bad={bad || undefined}>{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
