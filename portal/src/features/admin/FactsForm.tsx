import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode, SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";
import { FormSummary } from "@/ui/FormSummary";
import { useRights } from "@/ui/session";
import { SubmitButton } from "@/ui/SubmitButton";
import classes from "./Clients.module.css";

interface Props<V extends object> {
  title: string;
  labels: Record<string, string>;
  editing: {
    form: UseFormReturnType<V>;
    problem: { reason: unknown };
    submit: (event: SubmitEvent<HTMLFormElement>) => void;
    button: { busy: boolean; paused: boolean };
  };
  children: ReactNode;
}

/** What is known of a company or a person, in a card; who may not change it can read it. */
export function FactsForm<V extends object>({ title, labels, editing, children }: Props<V>) {
  const { t } = useTranslation();
  const { administer } = useRights();
  return (
    <div className={classes.company}>
      <Card title={title}>
        <form className={classes.form} noValidate autoComplete="off" onSubmit={editing.submit}>
          <FormSummary reason={editing.problem.reason} labels={labels} />
          {children}
          <div className={classes.actions}>
            {!administer && <span className={classes.soft}>{t("readOnly")}</span>}
            <SubmitButton {...editing.button} disabled={!administer || !editing.form.isDirty()}>
              {t("save")}
            </SubmitButton>
          </div>
        </form>
      </Card>
    </div>
  );
}
