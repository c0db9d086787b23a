import fc from "fast-check";
import { expect, it } from "vitest";
import { linkify } from "./linkify";

const links = (text: string) => linkify(text).flatMap((piece) => ("href" in piece ? [piece.href] : []));

it("finds http and https addresses and leaves the punctuation around them", () => {
  expect(links("See https://example.com/a?b=1, or (http://example.org/x).")).toEqual(["https://example.com/a?b=1", "http://example.org/x"]);
});

it("keeps a bracket that the address itself opened", () => {
  expect(links("https://en.wikipedia.org/wiki/Rust_(language)")).toEqual(["https://en.wikipedia.org/wiki/Rust_(language)"]);
});

it.each([
  ["https://x.example/?a=(1)&b=[2]", "https://x.example/?a=(1)&b=[2]"],
  ["[https://x.example/?b=[2]]", "https://x.example/?b=[2]"],
  ["请看https://x.example/a。谢谢", "https://x.example/a"],
  ["見て（https://x.example/a）、", "https://x.example/a"],
  ["**https://x.example/a_b**", "https://x.example/a_b"],
  ["„https://x.example/Grüße“", "https://x.example/Gr%C3%BC%C3%9Fe"],
])("ends the address in %s where a reader does", (text, href) => {
  expect(links(text)).toEqual([href]);
});

it.each(["javascript:alert(1)", "data:text/html,x", "ftp://example.com", "www.example.com", "https://", "<b>no</b>"])("makes no link of %s", (text) => {
  expect(links(text)).toEqual([]);
});

it("loses and adds no character", () => {
  const pieces = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(" ", "(", ")", ".", "\n")));
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join("");
      expect(linkify(text).map((piece) => piece.text).join("")).toBe(text);
    }),
  );
}, 30_000);

it("links only to http and https", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom("javascript:", "https://", "@", "http:"))), (parts) => {
      for (const href of links(parts.join(""))) expect(href).toMatch(/^https?:\/\/./);
    }),
  );
});
