import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { exactInZone, fromWall } from "@/util/wall";

interface Props {
  name: string;
  label: string;
  description?: string;
  value: string;
  onChange: (wall: string) => void;
  error?: string | null;
  disabled?: boolean;
  zone: string;
}

/** A date and time on the person's own clock; says which moment that is where summer time makes it doubtful. */
export function TimeField({ name, label, description, value, onChange, error, disabled, zone }: Props) {
  const { t, i18n } = useTranslation();
  const moment = fromWall(value, zone);
  const time = moment && exactInZone(moment.at, zone, i18n.language);
  const note = time && (moment.skipped ? t("announcements.timeSkipped", { time }) : moment.twice ? t("announcements.timeTwice", { time }) : time);
  return (
    <TextInput
      type="datetime-local"
      name={name}
      label={label}
      description={note ?? [description, t("announcements.timeZone", { zone: zone.replaceAll("_", " ") })].filter(Boolean).join(" ")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={value}
      onChange={(event) => { onChange(event.currentTarget.value); }}
      error={error}
      disabled={disabled}
      max="9999-12-31T23:59"
    />
  );
}
