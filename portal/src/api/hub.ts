/** A product that the Hub lists. */
export interface Product {
  id: string;
  name: string;
  url: string;
  icon?: string;
  color?: string;
}

/** Where the Hub is: set when the pages are built. Without it there is no product switcher. */
export const hubAddress: string = String(import.meta.env.VITE_HUB_URL ?? "").replace(/\/+$/, "");

const patience = 3000;
const colour = /^#[0-9a-f]{6}$/i;

/** This portal's own entry, where the Hub does not list it. */
const own: Product = { id: "portal", name: "Portal", url: "/admin", color: "#ec4899" };

/** What a Hub says is another system's text: only what has the expected shape is kept. */
export function parseProducts(said: unknown): Product[] {
  const list: unknown = typeof said === "object" && said !== null && "products" in said ? said.products : said;
  if (!Array.isArray(list)) return [];
  const known = list.slice(0, 20).flatMap((each: unknown) => parseProduct(each) ?? []);
  if (known.length === 0) return [];
  return known.some((product) => product.id === own.id) ? known : [...known, own];
}

function parseProduct(said: unknown): Product | null {
  if (typeof said !== "object" || said === null) return null;
  const { id, name, url, icon, color } = said as Record<string, unknown>;
  if (typeof id !== "string" || typeof name !== "string" || !isWeb(url) || !name.trim()) return null;
  return {
    id,
    name: name.trim().slice(0, 40),
    url,
    icon: isWeb(icon) ? icon : undefined,
    color: typeof color === "string" && colour.test(color) ? color : undefined,
  };
}

function isWeb(text: unknown): text is string {
  return typeof text === "string" && text.length < 500 && /^https?:\/\/[^\s]+$/i.test(text);
}

/** The Hub's products; rejects when it does not answer soon. */
export async function getProducts(): Promise<Product[]> {
  const answer = await fetch(`${hubAddress}/api/products`, { credentials: "omit", headers: { accept: "application/json" }, signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`The Hub answered ${answer.status}`);
  return parseProducts(await answer.json());
}
