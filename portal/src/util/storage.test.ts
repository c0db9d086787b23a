import { expect, it } from "vitest";
import { enter, handOver, keep, keepOwn, leave, putBack, recall, recallOwn, setAside } from "./storage";

const people = () => Object.keys(localStorage).filter((key) => key.includes("usr_"));

it("keeps what belongs to a person under tenant and person", () => {
  keepOwn("filters:tickets", "open");
  expect(localStorage.getItem("portal:of:acme:usr_maria:filters:tickets")).toBe("open");
  expect(recallOwn("filters:tickets")).toBe("open");
  keepOwn("filters:tickets", null);
  expect(people()).toEqual([]);
});

it("sec_34: signing out, acting and coming back leave nothing of anybody, and what is the browser's stays", () => {
  for (const end of [leave, handOver]) {
    enter({ tenant: "acme", person: "usr_maria" });
    keep("language", "de");
    keepOwn("draft:x", "typed");
    localStorage.setItem("portal:draft:new-ticket", "of a version before");
    end();
    expect([people(), recall("person"), recall("signed-in"), recall("language")]).toEqual([[], null, null, "de"]);
    expect(JSON.stringify(localStorage)).not.toMatch(/typed|before/);
    keepOwn("draft:x", "typed after");
    expect(people()).toEqual([]);
  }
});

it("sec_34: staff who act in a client's name have a memory of their own", () => {
  keepOwn("draft:x", "the client's");
  enter({ tenant: "acme", person: "usr_maria/usr_admin" });
  expect(recallOwn("draft:x")).toBe(null);
  keepOwn("draft:x", "the staff's");
  enter({ tenant: "acme", person: "usr_maria" });
  expect(recallOwn("draft:x")).toBe(null);
  expect(people()).toEqual([]);
});

it("sec_34: what a page kept aside is stored when its person is back, and never under another", () => {
  setAside();
  keepOwn("draft:x", "Maria's");
  expect(people()).toEqual([]);
  putBack();
  expect(recallOwn("draft:x")).toBe("Maria's");
  setAside();
  keepOwn("draft:y", "also Maria's");
  enter({ tenant: "acme", person: "usr_xaver" });
  expect(JSON.stringify(localStorage)).not.toContain("Maria");
});
