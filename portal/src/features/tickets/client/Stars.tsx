import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Stars.module.css";

const scores = [1, 2, 3, 4, 5];

/** Chooses 1 to 5 stars; each is a radio button of its own under the drawing. */
export function Stars({ label, value, onChange }: { label: string; value: number; onChange: (score: number) => void }) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes.stars}>
      {scores.map((score) => (
        <span key={score} className={classes.star} data-on={score <= value || undefined}>
          {score <= value ? <IconStarFilled size={26} aria-hidden /> : <IconStar size={26} stroke={1.5} aria-hidden />}
          <input type="radio" name={name} value={score} checked={score === value} aria-label={t("rating.score", { score })} onChange={() => { onChange(score); }} />
        </span>
      ))}
    </div>
  );
}
