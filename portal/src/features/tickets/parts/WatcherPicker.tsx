import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useSession } from "@/ui/session";
import { searchFor } from "@/util/search";
import { peopleQuery } from "../queries";

/** Chooses colleagues who follow a ticket. Nothing is shown to those who have no colleagues here. */
export function WatcherPicker({ label, description, value, onChange }: { label: string; description?: string; value: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const people = useQuery(peopleQuery).data?.items.filter((person) => person.id !== user.id) ?? [];
  if (people.length === 0) return null;
  return (
    <MultiSelect
      name="watchers"
      label={label}
      description={description}
      data={people.map((person) => ({ value: person.id, label: person.name }))}
      value={value}
      onChange={onChange}
      searchable
      filter={({ options, search }) => options.filter((option) => "label" in option && searchFor(search)(option.label))}
      clearable
      maxValues={20}
      nothingFoundMessage={t("ticket.nobodyFound")}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
