import { expect, it } from "vitest";

const sources = import.meta.glob<string>(["../../**/*.{ts,tsx}", "!../../**/*.test.{ts,tsx}"], { eager: true, query: "?raw", import: "default" });
const offered = new Set(Object.keys(import.meta.glob("/node_modules/@mantine/core/styles/*.css")).map((path) => path.slice(path.lastIndexOf("/") + 1, -".css".length)));
const all = Object.values(sources).join("\n");

it("loads the styles of every Mantine component that is used", () => {
  const used = [...all.matchAll(/import \{([^}]+)\} from "@mantine\/core"/g)].flatMap((found) => (found[1] ?? "").split(",").map((name) => name.trim()));
  const styled = [...new Set(used)].filter((name) => offered.has(name));
  expect(styled.length).toBeGreaterThan(10);
  expect(styled.filter((name) => !all.includes(`"@mantine/core/styles/${name}.css"`))).toEqual([]);
});
