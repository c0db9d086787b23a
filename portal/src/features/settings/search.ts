export const parts = ["general", "keys", "domain", "locks"] as const;
export type Part = (typeof parts)[number];

/** Which part of the settings the address names. */
export const parseSettingsSearch = (raw: Record<string, unknown>): { part?: Part } => {
  const part = parts.find((each) => each === raw.part);
  return part && part !== "general" ? { part } : {};
};
