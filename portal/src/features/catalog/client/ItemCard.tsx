import { Link } from "@tanstack/react-router";
import type { CatalogItemCard } from "@/api/types";
import { ItemFacts } from "../parts/ItemFacts";
import { ItemPicture } from "../parts/ItemPicture";
import classes from "./ItemCard.module.css";

/** One item of the catalogue; all of the card leads to it. */
export function ItemCard({ item }: { item: CatalogItemCard }) {
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        <ItemPicture icon={item.icon} />
        <h3 dir="auto">
          <Link to="/portal/catalog/$id" params={{ id: item.id }} className={classes.link} data-row>
            {item.name}
          </Link>
        </h3>
      </div>
      {item.summary && (
        <p className={classes.summary} dir="auto">
          {item.summary}
        </p>
      )}
      <div className={classes.facts}>
        <ItemFacts item={item} />
      </div>
    </article>
  );
}
