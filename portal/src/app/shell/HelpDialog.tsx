import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./HelpDialog.module.css";

export function HelpDialog({ opened, onClose, keys }: { opened: boolean; onClose: () => void; keys: { keys: string; label: string }[] }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("keys.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <dl className={classes.list}>
        {keys.map((shortcut) => (
          <div key={shortcut.keys} className={classes.row}>
            <dt>{shortcut.label}</dt>
            <dd>
              {shortcut.keys.split(" ").map((key) => (
                <kbd key={key} className={classes.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
