import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { link, prefix, wrap, type Edit, type Selection } from "./markdownEdit";

const done = (before: Selection, edit: Edit): Selection => ({
  text: before.text.slice(0, edit.from) + edit.insert + before.text.slice(edit.to),
  from: edit.select[0],
  to: edit.select[1],
});
const selections = fc.tuple(fc.string(), fc.nat(40), fc.nat(40)).map(([text, one, other]) => {
  const [from = 0, to = 0] = [one, other].map((place) => Math.min(place, text.length)).sort((a, b) => a - b);
  return { text, from, to };
});

describe("editing markdown", () => {
  it("marks the selected words and takes the mark away again", () => {
    const before = { text: "Call us now", from: 5, to: 7 };
    const bold = done(before, wrap(before, "**"));
    expect(bold).toEqual({ text: "Call **us** now", from: 7, to: 9 });
    expect(done(bold, wrap(bold, "**"))).toEqual(before);
  });

  it("takes away a mark that is selected with the words", () => {
    const before = { text: "Call **us** now", from: 5, to: 11 };
    expect(done(before, wrap(before, "**")).text).toBe("Call us now");
  });

  it("lists lines, counts them, and changes one kind of line into another", () => {
    const before = { text: "one\ntwo", from: 0, to: 7 };
    const bullets = done(before, prefix(before, "- "));
    expect(bullets.text).toBe("- one\n- two");
    const numbers = done(bullets, prefix(bullets, "1. "));
    expect(numbers.text).toBe("1. one\n2. two");
    expect(done(numbers, prefix(numbers, "1. ")).text).toBe("one\ntwo");
  });

  it("asks for what a link lacks", () => {
    const words = { text: "see status", from: 4, to: 10 };
    const linked = done(words, link(words, "text"));
    expect(linked.text).toBe("see [status](https://)");
    expect(linked.text.slice(linked.from, linked.to)).toBe("https://");
    const address = { text: "https://a.example", from: 0, to: 17 };
    const named = done(address, link(address, "text"));
    expect(named.text).toBe("[text](https://a.example)");
    expect(named.text.slice(named.from, named.to)).toBe("text");
  });

  it("never selects outside of the text", () => {
    fc.assert(
      fc.property(selections, fc.constantFrom("**", "_", "`"), fc.constantFrom("- ", "> ", "1. ", "## "), (before, mark, lead) => {
        for (const edit of [wrap(before, mark), prefix(before, lead), link(before, "text")]) {
          const after = done(before, edit);
          expect(0 <= after.from && after.from <= after.to && after.to <= after.text.length).toBe(true);
        }
      }),
    );
  });
});
