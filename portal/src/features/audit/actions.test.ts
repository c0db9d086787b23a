import { describe, expect, it } from "vitest";
import de from "@/i18n/de/audit.json";
import en from "@/i18n/en/audit.json";
import es from "@/i18n/es/audit.json";
import { auditAreas } from "./words";

/** Words in the program that look like actions and are something else: permissions, fields, events that are no participle. */
const others = new Set(["mail.name", "mail.reply_to", "password.forgotten", "session.key", "session.new_device", "sign_in.hub", "sign_in.password", "team.manage"]);

/** What stands before a word that names a mail, an event or a text. */
const elsewhere = /(?:mail|Message::new|Event::new|text|with|include_str!|path = )\(?\s*$/;

/** The server's code by path, without its tests. */
const sources = Object.entries(import.meta.glob<string>(["../../../../functions/**/src/**/*.rs", "../../../../shared/src/**/*.rs", "!**/tests/**", "!**/*_tests.rs"], { query: "?raw", import: "default", eager: true }));

/** Every `area.verb` of the server's code. Events are participles (`ticket.created`), so what ends in `ed` is none of ours. */
function actions(): { area: string; action: string; path: string }[] {
  return sources.flatMap(([path, text]) => {
    const [code = ""] = text.split("#[cfg(test)]\nmod tests {");
    return [...code.matchAll(/"([a-z_]+)\.([a-z_]+)"/g)].flatMap((match) => {
      const [, area = "", verb = ""] = match;
      const before = code.slice(Math.max(0, match.index - 80), match.index);
      const written = /\.audit(?:_with)?\([^;"]*$/.test(before);
      const known = (auditAreas as readonly string[]).includes(area);
      const action = `${area}.${verb}`;
      if (others.has(action) || verb.endsWith("ed") || elsewhere.test(before) || /^(?:txt|html|json|csv)$/.test(verb)) return [];
      return written || known ? [{ area, action, path }] : [];
    });
  });
}

describe("the audit log has words for", () => {
  const found = actions();

  it("every action that the server can write, in every language", () => {
    expect(found.length).toBeGreaterThan(80);
    for (const catalogue of [en, de, es]) {
      const words: Record<string, string | undefined> = catalogue.audit.words;
      expect(found.filter(({ action }) => !words[action.replaceAll(".", "_")]).map(({ action, path }) => `${action} in ${path}`)).toEqual([]);
    }
  });

  it("every area of such an action", () => {
    for (const catalogue of [en, de, es]) {
      const areas: Record<string, string | undefined> = catalogue.audit.areas;
      expect(found.filter(({ area }) => !areas[area] || !(auditAreas as readonly string[]).includes(area))).toEqual([]);
    }
  });
});
