import { expect, it } from "vitest";
import boot from "../../public/boot.js?raw";
import { languages } from "@/i18n";
import { gatePage } from "@/util/gatePath";

/** An alternative of a pattern in `boot.js`, such as `en|de|es`. */
const listed = (beginning: string) => {
  const [, rest = ""] = boot.split(beginning);
  return rest.slice(0, rest.indexOf(")")).split("|");
};

it("knows the languages that there are", () => {
  expect(listed("/^(?:").sort()).toEqual(Object.keys(languages).sort());
});

it("knows the pages before sign-in", () => {
  const pages = listed("(?:portal\\/(?:");
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) expect(gatePage(`/portal/${page}`)).toBe(page);
});
