/** Fields of `labels` on which two versions differ, as text for showing both. */
export function differences<T extends object>(mine: T, theirs: T, labels: Partial<Record<keyof T & string, string>>): { field: string; label: string; mine: string; theirs: string }[] {
  return (Object.entries(labels) as [keyof T & string, string][])
    .map(([field, label]) => ({ field, label, mine: show(mine[field]), theirs: show(theirs[field]) }))
    .filter((each) => each.mine !== each.theirs);
}

const show = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
