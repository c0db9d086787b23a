import { categories, priorities, statuses, type Category, type Priority, type Status } from "@/api/types";

/** The work queue's filters as they stand in the address; what cannot be read is left out. */
export interface QueueSearch {
  status?: Status;
  priority?: Priority;
  category?: Category;
  assignee?: string;
  company?: string;
  q?: string;
  breached?: true;
  sort?: "created";
}

const word = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
};
const among = <T extends string>(values: readonly T[], value: unknown): T | undefined => values.find((each) => each === value);

export function parseQueueSearch(raw: Record<string, unknown>): QueueSearch {
  const search: QueueSearch = {
    status: among(statuses, raw.status),
    priority: among(priorities, raw.priority),
    category: among(categories, raw.category),
    assignee: word(raw.assignee),
    company: word(raw.company),
    q: word(raw.q),
    breached: raw.breached === true ? true : undefined,
    sort: raw.sort === "created" ? "created" : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
