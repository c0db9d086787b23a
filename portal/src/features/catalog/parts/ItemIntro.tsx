import { useTranslation } from "react-i18next";
import { Markup } from "@/ui/Markup";
import { ItemFacts, type Promised } from "./ItemFacts";
import classes from "./ItemIntro.module.css";

/** What an item is, above its form. */
export function ItemIntro({ item, html }: { item: Promised & { summary: string }; html: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.intro}>
      {item.summary && (
        <p className={classes.summary} dir="auto">
          {item.summary}
        </p>
      )}
      <ItemFacts item={item} />
      {html && (
        <section aria-label={t("catalog.field.description")}>
          <Markup html={html} />
        </section>
      )}
    </div>
  );
}
