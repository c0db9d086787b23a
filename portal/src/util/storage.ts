/** Keys of what the portal remembers in this browser. `boot.js` reads some of them before any module runs. */
export type Memory = "tenant" | "signed-in" | "scheme" | "language" | "welcomed" | `draft:${string}` | `filters:${string}`;

/** Reads a remembered value; `null` when nothing is kept or the browser forbids storage. */
export function recall(key: Memory): string | null {
  try {
    return localStorage.getItem(`portal:${key}`);
  } catch {
    return null;
  }
}

/** Remembers a value, or forgets it with `null`. Storage may be full or forbidden: the portal works without. */
export function keep(key: Memory, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`portal:${key}`);
    else localStorage.setItem(`portal:${key}`, value);
  } catch {
    // nothing depends on it
  }
}

/** Forgets everything that belongs to a person; the tenant, colour scheme and language stay with the browser. */
export function forgetPerson(): void {
  keep("signed-in", null);
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("portal:draft:") || key.startsWith("portal:filters:")) localStorage.removeItem(key);
    }
  } catch {
    // nothing to forget then
  }
}
