import { useTranslation } from "react-i18next";
import { day, money, price as written } from "@/util/money";
import classes from "./Money.module.css";

/** An amount in its currency's smallest unit, as the reader writes it. */
export function Money({ amount, of }: { amount: number; of: { currency: string; digits: number } }) {
  const { i18n } = useTranslation();
  return <span className={classes.money}>{money(amount, of.digits, of.currency, i18n.language)}</span>;
}

/** The price of one, with as many decimals as it needs. */
export function Price({ price, of }: { price: string; of: { currency: string; digits: number } }) {
  const { i18n } = useTranslation();
  return <span className={classes.money}>{written(price, of.digits, of.currency, i18n.language)}</span>;
}

/** A day, or a dash where there is none. */
export function Day({ on }: { on?: string | null }) {
  const { i18n } = useTranslation();
  return on ? (
    <time dateTime={on} className={classes.day}>
      {day(on, i18n.language)}
    </time>
  ) : (
    <>–</>
  );
}
