import { searchFor } from "@/util/search";

/** The catalogue's filters as they stand in the address. */
export interface CatalogSearch {
  category?: string;
  q?: string;
}

export function parseCatalogSearch(raw: Record<string, unknown>): CatalogSearch {
  const text = (value: unknown, most: number) => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, most) : "");
  const [category, q] = [text(raw.category, 60), text(raw.q, 200)];
  return { ...(category && { category }), ...(q && { q }) };
}

/** Every word of the search begins one of the item's own words. */
export function matches(item: { name: string; summary: string; category: string }, q: string): boolean {
  return searchFor(q)(item.name, item.summary, item.category);
}
