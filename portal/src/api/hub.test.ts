import { describe, expect, it } from "vitest";
import { parseProducts } from "./hub";

const psa = { id: "psa", name: "PSA", url: "https://psa.example/", color: "#0ea5e9", icon: "https://hub.example/psa.svg" };

describe("the Hub's products", () => {
  it("are shown with the portal's own entry", () => {
    expect(parseProducts({ products: [psa] })).toEqual([psa, { id: "portal", name: "Portal", url: "/admin", color: "#ec4899" }]);
    expect(parseProducts([psa, { ...psa, id: "portal" }]).map((product) => product.id)).toEqual(["psa", "portal"]);
  });

  it("are none when the Hub says something else", () => {
    for (const said of [null, "x", 5, {}, { products: "x" }, { products: [] }, []]) expect(parseProducts(said)).toEqual([]);
  });

  it("never run a script or paint what is no colour", () => {
    for (const url of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "", null]) expect(parseProducts([{ ...psa, url }])).toEqual([]);
    const [kept] = parseProducts([{ ...psa, icon: "javascript:alert(1)", color: "red;background:url(x)" }]);
    expect(kept).toEqual({ ...psa, icon: undefined, color: undefined });
  });
});
