import { describe, expect, test } from "vitest";
import { day, decimal, money, price, quantity, readerLocale } from "./money";

describe("money", () => {
  test("digits are placed, never computed", () => {
    expect(decimal(5, 2)).toBe("0.05");
    expect(decimal(-123450, 2)).toBe("-1234.50");
    expect(decimal(1200, 0)).toBe("1200");
    expect(decimal(1, 4)).toBe("0.0001");
    expect(decimal(9_007_199_254_740_991, 3)).toBe("9007199254740.991");
  });

  test("an amount is written as the reader writes it, with the currency's own decimals", () => {
    expect(money(9_007_199_254_740_991, 2, "USD", "en")).toBe("$90,071,992,547,409.91");
    expect(money(123450, 2, "EUR", "de")).toBe("1.234,50\u00a0€");
    expect(money(1200, 0, "JPY", "en")).toBe("¥1,200");
    expect(money(1234, 3, "KWD", "en")).toBe("KWD\u00a01.234");
  });

  test("a price keeps what is finer than a cent", () => {
    expect(price("89.00", 2, "EUR", "en")).toBe("€89.00");
    expect(price("0.175", 2, "EUR", "de")).toBe("0,175\u00a0€");
    expect(price("-0.000001", 2, "USD", "en")).toBe("-$0.000001");
    expect(price("12.5", 0, "JPY", "en")).toBe("¥12.5");
  });

  test("quantities and days too", () => {
    expect(quantity("2.5", "de")).toBe("2,5");
    expect(day("2026-03-02", "en")).toBe("Mar 2, 2026");
  });

  test("the browser's region counts where it speaks the language of the page", () => {
    expect(readerLocale("en", ["de-CH", "en-GB"])).toBe("en-GB");
    expect(readerLocale("es", ["de-CH"])).toBe("es");
  });
});
