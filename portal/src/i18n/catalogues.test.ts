import { describe, expect, it } from "vitest";

interface Tree {
  [key: string]: string | Tree;
}

const catalogues = import.meta.glob<Tree>("./*/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}"], { eager: true, query: "?raw", import: "default" });
const languages = ["en", "de", "es"];

function read(language: string, part: string): Tree {
  const found = catalogues[`./${language}/${part}.json`];
  if (!found) throw new Error(`${language}/${part}.json is missing`);
  return found;
}

function leaves(tree: Tree, above = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [[above + key, value] as const] : [...leaves(value, `${above}${key}.`)])),
  );
}

const parts = Object.keys(catalogues).filter((path) => path.startsWith("./en/")).map((path) => path.slice("./en/".length, -".json".length));
const all = (language: string) => new Map(parts.flatMap((part) => [...leaves(read(language, part))]));
const english = all("en");
const singular = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, "");

describe("message catalogues", () => {
  it("have no two parts that speak of the same", () => {
    const tops = parts.flatMap((part) => Object.keys(read("en", part)));
    expect(tops.filter((key, place) => tops.indexOf(key) !== place)).toEqual([]);
  });

  it.each(languages)("%s has the same keys as English, part by part", (language) => {
    for (const part of parts) {
      const plain = (tree: Tree) => [...new Set([...leaves(tree).keys()].map(singular))].sort();
      expect(plain(read(language, part))).toEqual(plain(read("en", part)));
    }
  });

  it.each(languages)("%s keeps every placeholder and leaves nothing empty", (language) => {
    const holes = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).filter((name) => name !== "count").sort();
    for (const [key, text] of all(language)) {
      expect(text.trim(), key).not.toBe("");
      expect(holes(text), key).toEqual(holes(english.get(key) ?? english.get(`${singular(key)}_other`)));
    }
  });

  it("writes English in sentence case", () => {
    // Names: of products, places and scripts, and the client portal's navigation as its specification has it.
    const names = /\b(?:The One Portal|Hub|Service Catalog|(?:Western|Central) Europe|Roman|Chinese|WebP|Xero|QuickBooks|Lexware Office|Stripe|Legal)\b/g;
    // Pages of the admin panel and an example, named within a sentence.
    const named = new Set(["import.reason.staff", "settings.replyHint", "settings.keys.nameHint"]);
    const capitals = /(?<=[\p{Ll}\d,;})”] )\p{Lu}\p{Ll}+/u;
    const wrong = [...english].filter(([key, text]) => !named.has(key) && capitals.test(text.replaceAll(names, "…")));
    expect(wrong).toEqual([]);
  });

  it.each(languages)("%s has the plural forms of its language", (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form === "one" || form === "other");
    const catalogue = all(language);
    for (const key of new Set([...english.keys()].filter((each) => singular(each) !== each).map(singular))) {
      for (const form of forms) expect(catalogue.has(`${key}_${form}`), `${key}_${form}`).toBe(true);
    }
  });

  const text = Object.values(sources).join("\n");
  const quoted = new Set([...text.matchAll(/["'`]([\w]+(?:\.[\w]+)*)["'`]/g)].map((match) => match[1]));
  // Composed keys such as `status.${status}` stand for one word in that place.
  const composed = [...text.matchAll(/`((?:\w+\.)+)\$\{[^}]+\}`/g)].map((match) => new RegExp(`^${(match[1] ?? "").replaceAll(".", "\\.")}\\w+$`));

  it("has no message that nothing shows", () => {
    const unused = [...english.keys()].map(singular).filter((key) => !quoted.has(key) && !composed.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it("has every message that is asked for", () => {
    const known = new Set([...english.keys()].map(singular));
    const asked = [...text.matchAll(/\bt\(\s*"([\w.]+)"/g)].map((match) => match[1] ?? "");
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});
