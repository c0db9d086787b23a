import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./ConflictDialog.module.css";

export interface ConflictField {
  field: string;
  label: string;
  mine: string;
  theirs: string;
  /** True where one has not changed it: then the other person's version is proposed. */
  untouched?: boolean;
}

interface Props {
  /** Fields on which the two versions differ; empty or null hides the dialog. */
  fields: ConflictField[] | null;
  onCancel: () => void;
  /** Names the fields whose version of the other person is kept. */
  onResolve: (keepTheirs: string[]) => void;
}

/** Two people edited the same thing: both versions side by side, chosen per field, nobody's work lost unseen. */
export function ConflictDialog({ fields, onCancel, onResolve }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={!!fields?.length} onClose={onCancel} size="xl" title={t("conflict.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Choices fields={fields ?? []} onCancel={onCancel} onResolve={onResolve} />
    </Modal>
  );
}

function Choices({ fields, onCancel, onResolve }: Props & { fields: ConflictField[] }) {
  const { t } = useTranslation();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(() => new Set(fields.filter((each) => each.untouched).map((each) => each.field)));
  function choose(field: string, other: boolean) {
    const next = new Set(theirs);
    if (other) next.add(field);
    else next.delete(field);
    setTheirs(next);
  }
  return (
    <>
      <p className={classes.lead}>{t("conflict.text")}</p>
      {fields.map(({ field, label, mine, theirs: other }) => (
        <fieldset key={field} className={classes.field}>
          <legend>{label}</legend>
          {[
            { isOther: false, name: t("conflict.mine"), value: mine },
            { isOther: true, name: t("conflict.theirs"), value: other },
          ].map(({ isOther, name, value }) => (
            <label key={name} className={classes.choice}>
              <span className={classes.name}>
                <input type="radio" name={`conflict-${field}`} checked={theirs.has(field) === isOther} onChange={() => { choose(field, isOther); }} />
                {name}
              </span>
              <span className={classes.value} dir="auto">
                {value || t("conflict.nothing")}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button onClick={() => { onResolve([...theirs].filter((field) => fields.some((each) => each.field === field))); }}>{t("conflict.save")}</Button>
      </div>
    </>
  );
}
