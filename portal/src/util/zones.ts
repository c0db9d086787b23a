/** All zones that this browser knows, by region, with the one that is chosen even where it is unknown here. */
export function zones(chosen: string): { group: string; items: { value: string; label: string }[] }[] {
  const names = new Set(Intl.supportedValuesOf("timeZone"));
  names.add("UTC");
  if (chosen) names.add(chosen);
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const name of [...names].sort()) {
    const [region = name, ...place] = name.split("/");
    const group = place.length > 0 ? region : "UTC";
    const items = groups.get(group) ?? [];
    items.push({ value: name, label: (place.length > 0 ? place.join(" / ") : name).replaceAll("_", " ") });
    groups.set(group, items);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
