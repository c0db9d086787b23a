import { MultiSelect } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listUsers } from "@/api/people";

interface Person {
  id: string;
  name: string;
}

/** Chooses clients who must sign; they are searched on the server. */
export function PeoplePicker({ label, value, onChange, error, disabled }: { label: string; value: Person[]; onChange: (people: Person[]) => void; error?: string; disabled?: boolean }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const q = words.trim();
  const found = useQuery({
    queryKey: ["users", "picker", q],
    queryFn: ({ signal }) => listUsers({ q: q || undefined }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const clients = (found.data?.items ?? []).filter((user) => user.company);
  const names = new Map([...clients.map((user) => ({ id: user.id, name: `${user.name} (${user.company?.name ?? ""})` })), ...value].map((person) => [person.id, person.name]));
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t("documents.searchPeople") : undefined}
      disabled={disabled}
      error={error}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      // The server has searched; what it found is shown as it is.
      filter={({ options }) => options}
      value={value.map((person) => person.id)}
      onChange={(ids) => { onChange(ids.map((id) => ({ id, name: names.get(id) ?? id }))); }}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      clearSearchOnChange
      hidePickedOptions
      maxValues={200}
      nothingFoundMessage={found.isFetching ? t("loading") : t("documents.nobody")}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
