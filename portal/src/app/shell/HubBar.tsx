import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { getProducts, hubAddress, type Product } from "@/api/hub";
import classes from "./HubBar.module.css";

const productsQuery = queryOptions({
  queryKey: ["hub-products"],
  queryFn: getProducts,
  enabled: hubAddress !== "",
  staleTime: 10 * 60_000,
  retry: false,
});

/** The Hub's product switcher: absent where no Hub is set, and while it does not answer. */
export function HubBar() {
  const { t } = useTranslation();
  const { data: products = [] } = useQuery(productsQuery);
  if (products.length === 0) return null;
  return (
    <nav data-hub-bar className={classes.bar} aria-label={t("shell.products")}>
      <ul>
        {products.map((product) => (
          <li key={product.id}>
            <a href={product.url} aria-current={product.id === "portal" ? "true" : undefined}>
              <Sign product={product} />
              {product.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Sign({ product }: { product: Product }) {
  if (product.icon) return <img src={product.icon} alt="" width={16} height={16} referrerPolicy="no-referrer" />;
  // Set by script: the content policy allows no style in the markup.
  return <span className={classes.dot} ref={(dot) => { if (product.color) dot?.style.setProperty("--product", product.color); }} />;
}
