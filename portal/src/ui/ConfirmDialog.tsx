import { Button, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ConfirmDialog.module.css";

interface Props {
  opened: boolean;
  title: string;
  /** The consequence. */
  text: string;
  /** The button says what it does, never just "OK". */
  action: string;
  danger?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDialog({ opened, title, text, action, danger, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onCancel} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <p>{text}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button color={danger ? "bad" : undefined} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
