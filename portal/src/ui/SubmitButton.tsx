import { Button, type ButtonProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Shows progress, cannot be pressed twice, and says when it waits for the network. */
export function SubmitButton({ busy, paused, children, ...rest }: ButtonProps & { busy: boolean; paused?: boolean; onClick?: () => void; type?: "submit" | "button" }) {
  const { t } = useTranslation();
  const waiting = busy && paused;
  return (
    <Button type="submit" {...rest} loading={busy && !waiting} disabled={rest.disabled || waiting}>
      {waiting ? t("waitingForNetwork") : children}
    </Button>
  );
}
