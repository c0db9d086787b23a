/**
 * Everything that the portal remembers in this browser, and the only place that touches its storage (the linter sees to
 * that). What a person typed, chose or began belongs to a person in a tenant: it is stored under both, is written only
 * while that person is the one who is signed in here, and goes when they sign out or somebody else signs in.
 */
import { tell } from "./tabs";

/** Belongs to the browser, whoever uses it. `boot.js` reads some of these before any module runs. */
export type BrowserKey = "tenant" | "scheme" | "language" | `welcomed:${string}`;
/** Who is signed in here, as far as this browser knows; kept up by `enter`, `leave` and `forgetPeople`. */
export type SessionKey = "signed-in" | "person" | "wanted";
/** Belongs to a person. */
export type PersonalKey = `draft:${string}` | `filters:${string}`;

/** Whose memory it is; `person` is the session's `shown_as`, which tells acting staff from the person whom they act for. */
export interface Owner {
  tenant: string;
  person: string;
}

const all = "portal:";
const personal = "portal:of:";
/** What versions before this one kept without saying whose it is. */
const unowned = /^portal:(?:draft:|filters:|welcomed$)/;

let owner: Owner | null = null;
/** Set while the page that this module belongs to must leave no trace: what would be kept stays in its own memory. */
let aside: Map<PersonalKey, string | null> | null = null;

const nameOf = (key: PersonalKey, { tenant, person }: Owner) => `${personal}${tenant}:${person}:${key}`;

/** Reads what the browser remembers; `null` when nothing is kept or storage is forbidden. */
export function recall(key: BrowserKey | SessionKey): string | null {
  return read(all + key);
}

/** Remembers something of the browser's, or forgets it with `null`. */
export function keep(key: BrowserKey | "wanted", value: string | null): void {
  write(all + key, value);
}

/** Reads what this page's person left behind. */
export function recallOwn(key: PersonalKey): string | null {
  return owner && !aside ? read(nameOf(key, owner)) : null;
}

/** Remembers something for this page's person, or forgets it with `null`. */
export function keepOwn(key: PersonalKey, value: string | null): void {
  if (!owner) return;
  // The stored name is the same in all tabs at any moment: it also stops a page that has heard of nothing yet, such as
  // one that is being unloaded while somebody signs out in another.
  if (aside || read(`${all}person`) !== owner.person) (aside ??= new Map()).set(key, value);
  else write(nameOf(key, owner), value);
}

/** Somebody is signed in: what others left behind goes, and the other tabs hear of it. */
export function enter(now: Owner): void {
  const kept = owner?.person === now.person ? aside : null;
  owner = now;
  aside = null;
  sweep((key) => !key.startsWith(nameOf("" as PersonalKey, now)));
  write(`${all}signed-in`, now.tenant);
  write(`${all}person`, now.person);
  for (const [key, value] of kept ?? []) keepOwn(key, value);
  tell({ kind: "entered", person: now.person });
}

/** The person signs out: everything of theirs goes, here and in the other tabs, which leave their pages. */
export function leave(): void {
  const person = owner?.person ?? recall("person");
  forgetPeople();
  if (person !== null) tell({ kind: "left", person });
}

/** The browser has another session from now on, such as for acting in somebody's name: the other tabs find out whose. */
export function handOver(): void {
  forgetPeople();
  tell({ kind: "changed" });
}

/** Forgets everybody; the tenant, the color scheme and the language stay with the browser. The other tabs hear nothing. */
export function forgetPeople(): void {
  // Whatever this page's parts would still store when they go belongs to nobody.
  owner = null;
  aside = null;
  sweep(() => true);
  for (const key of ["signed-in", "person", "wanted"] as const) write(all + key, null);
}

/**
 * From now on nothing of this page's person is stored, who is not the one who is signed in: what there is moves into the
 * page's own memory, where it waits for them.
 */
export function setAside(): void {
  if (!owner || aside) return;
  const kept = (aside = new Map<PersonalKey, string | null>());
  const own = nameOf("" as PersonalKey, owner);
  sweep((key) => {
    if (key.startsWith(own)) kept.set(key.slice(own.length) as PersonalKey, read(key));
    return true;
  });
}

/** The person is back: what was kept aside is stored after all. */
export function putBack(): void {
  if (owner) enter(owner);
}

/** Removes what belongs to people, where `gone` says so. */
function sweep(gone: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (unowned.test(key) || (key.startsWith(personal) && gone(key))) localStorage.removeItem(key);
    }
  } catch {
    // nothing to forget then
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// Storage may be full or forbidden: the portal works without.
function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // nothing depends on it
  }
}

/** When this tab was last reloaded for a new version, in milliseconds since 1970; 0 where it never was. */
export function lastReload(): number {
  try {
    return Number(sessionStorage.getItem("portal:reloaded") ?? 0);
  } catch {
    return 0;
  }
}

export function noteReload(now: number): void {
  try {
    sessionStorage.setItem("portal:reloaded", String(now));
  } catch {
    // then the error page comes sooner
  }
}
