import { useTranslation } from "react-i18next";
import type { Compliance } from "@/api/types";
import admin from "./Admin.module.css";
import classes from "./Compliance.module.css";

/** The score of everything, and what is missing. */
export function ComplianceFigures({ compliance }: { compliance: Compliance }) {
  const { t, i18n } = useTranslation();
  const { score, grade, signed, required, overdue, open_people, companies, policies } = compliance;
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <div className={classes.figures}>
      <section className={classes.score} aria-label={t("documents.overallScore")}>
        <p className={classes.headline}>
          <span className={classes.number}>{score} %</span>
          <span className={classes.grade} data-grade={grade}>{t(`documents.grade.${grade}`)}</span>
        </p>
        <progress className={admin.meter} data-grade={grade} value={score} max={100} aria-label={t("documents.overallScore")} />
        <p className={admin.soft}>{t("documents.signaturesOf", { signed: number(signed), count: required, required: number(required) })}</p>
      </section>
      <dl className={classes.facts}>
        <div data-bad={overdue > 0 || undefined}>
          <dt>{t("documents.overdueSignatures")}</dt>
          <dd>{number(overdue)}</dd>
        </div>
        <div>
          <dt>{t("documents.openPeople")}</dt>
          <dd>{number(open_people)}</dd>
        </div>
        <div>
          <dt>{t("documents.by.companies")}</dt>
          <dd>{number(companies)}</dd>
        </div>
        <div>
          <dt>{t("documents.policies")}</dt>
          <dd>{number(policies.length)}</dd>
        </div>
      </dl>
    </div>
  );
}
