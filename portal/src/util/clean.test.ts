import { describe, expect, it } from "vitest";
import { cleanLine, cleanText, isEmail, lengthOf } from "./clean";

describe("cleaning", () => {
  it.each(["\n", "\r", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029"])("lets the line end %j separate", (end) => {
    expect(cleanText(`Pay${end}100 EUR${end}200 EUR${end}`)).toBe("Pay\n100 EUR\n200 EUR");
    expect(cleanLine(`Pay${end}100 EUR${end}200 EUR${end}`)).toBe("Pay 100 EUR 200 EUR");
  });

  it("removes what cannot be seen and keeps what a script or an emoji needs", () => {
    expect(cleanLine("da\u200Bna\u00AD \u202Ex\uFE0F\u{E0041}")).toBe("dana x");
    for (const whole of ["می\u200Cخواهم", "ශ\u0DCA\u200Dරී", "അവന\u0D4D\u200D", "👩\u200D👧", "❤\uFE0F\u200D🔥", "1\uFE0F\u20E3", "葛\u{E0100}城市", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"]) {
      expect(cleanLine(whole)).toBe(whole);
    }
    expect(cleanLine("🏴\u{E0067}\u{E0062}x")).toBe("🏴x");
    expect(cleanLine("Acme 1\uFE0F")).toBe("Acme 1");
  });

  it("counts characters as the server does", () => {
    expect(lengthOf("😀".repeat(500))).toBe(500);
    expect(lengthOf(cleanLine("e\u0301".repeat(500)))).toBe(500);
    expect(lengthOf("\ud83d")).toBe(1);
  });
});

describe("email addresses", () => {
  it.each(["a@b.example", "Jane.Doe+x@Mail.Example.ORG", "用户@例子.广告", "jörg@client.example", "a@BÜCHER.example", "a@xn--bcher-kva.example", "o'neil@b.example", "dana@сор.рф", "dana@почта.example"])("takes %s", (text) => {
    expect(isEmail(text)).toBe(true);
  });
  it.each([
    "a@b", "@b.example", "a b@c.example", "a@b@c.example", "taro..y@docomo.example", "taro.@docomo.example", "a@127.0.0.1", "a@[::1]", "a@b.example.", "a@b_c.example",
    "a@b.example:80", "a@b.example/x", "da\u200Bna@b.example", "dana@b\u00AD.example", "dаna@b.example", "dana@раypal.example", "ａ@b.example", "a@-b.example", "a@b..example",
    "dana@сосо.example",
  ])("refuses %s", (text) => {
    expect(isEmail(text)).toBe(false);
  });
});

it("keeps words beside an annotation apart", () => {
  const typed = "Pay \uFFF9100\uFFFAhundred\uFFFBnow";
  expect(cleanLine(typed)).toBe("Pay 100 hundred now");
  expect(cleanText(typed)).toBe("Pay  100 hundred now");
});

it("leaves four accents on a letter", () => {
  const pile = "\u030D\u030E\u0304\u0305\u033F\u0311\u0306";
  expect(cleanLine(`Z${pile}algo`)).toBe("Z\u030D\u030E\u0304\u0305algo");
  expect(cleanText(`\u4E2D${"\u20DD".repeat(9)}\n.`)).toBe(`\u4E2D${"\u20DD".repeat(4)}\n.`);
  expect(cleanLine("\u0644\u0651\u064E\u0670 1\uFE0F\u20E3")).toBe("\u0644\u064E\u0651\u0670 1\uFE0F\u20E3");
});
