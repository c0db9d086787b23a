import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { i18next } from "@/i18n";
import classes from "./toast.module.css";

/** Short notes at the edge of the page, read out by screen readers. */
export const toast = {
  done(message: string, undo?: () => void): void {
    const id = crypto.getRandomValues(new Uint32Array(1)).join();
    notifications.show({
      id,
      withBorder: false,
      autoClose: undo ? 8000 : 5000,
      color: "good",
      closeButtonProps: { "aria-label": i18next.t("close") },
      message: undo ? (
        <span className={classes.row}>
          {message}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {i18next.t("undo")}
          </Button>
        </span>
      ) : (
        message
      ),
    });
  },
  failure(message: string): void {
    notifications.show({ message, color: "bad", autoClose: 10_000, closeButtonProps: { "aria-label": i18next.t("close") } });
  },
};
