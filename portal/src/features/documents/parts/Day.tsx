import { useTranslation } from "react-i18next";
import { day } from "@/util/money";

/** A day without a time, or a dash where there is none. */
export function Day({ on }: { on?: string | null }) {
  const { i18n } = useTranslation();
  return on ? <time dateTime={on}>{day(on, i18n.language)}</time> : <>–</>;
}
