import { expect, it } from "vitest";
import { fold, searchFor } from "./search";

it.each([
  ["Straße", "strasse"],
  ["Łódź", "lodz"],
  ["Søren Ærø", "soren aero"],
  ["Þórður", "thordur"],
  ["Đặng Œuvre", "dang oeuvre"],
  ["İstanbul ISPARTA ıssız", "istanbul isparta issiz"],
  ["Οδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ"],
  ["ＶＰＮ ﾌﾟﾘﾝﾀ", "vpn ぷりんた"],
  ["한국어", "한국어"],
  ["e\u0301", "e"],
])("folds %s", (text, folded) => {
  expect(fold(text)).toBe(folded);
});

it("finds the beginnings of words, and any part where there are no blanks", () => {
  for (const [typed, text] of [
    ["strasse", "Die Straße"],
    ["lod prac", "Praca w Łodzi"],
    ["故障", "会議室のプリンターが故障しました"],
    ["พิมพ์", "เครื่องพิมพ์ไม่ทำงาน"],
    ["프린터", "회의실프린터"],
    ["محمد", "مُحَمَّد"],
    ["שלום", "שָׁלוֹם"],
    ["mueller muenchen", "Müller, München"],
    ["Müller", "Mueller"],
    ["Müller", "Muller"],
    ["aase", "Åse"],
    ["ぷりんたー", "プリンター"],
    ["", "anything"],
    ["  ", "anything"],
  ] as const) expect(searchFor(typed)(text), typed).toBe(true);
  for (const [typed, text] of [["asse", "Straße"], ["🔥", "🔥"], ["--", "a -- b"], ["die weg", "Die Straße"], ["muller", "Mueller"]] as const)
    expect(searchFor(typed)(text), typed).toBe(false);
});

it("looks for each word in any of the texts", () => {
  expect(searchFor("one two")("two", "one")).toBe(true);
});
