import { MultiSelect, SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { listCompanies } from "@/api/admin";
import classes from "./TargetPicker.module.css";

/** Who may read something: all clients, or the companies that were chosen. */
export interface PickedTargets {
  all: boolean;
  /** Kept while `all` is on, so that changing one's mind loses nothing. */
  companies: { id: string; name: string }[];
}

export const everybody: PickedTargets = { all: true, companies: [] };

/** As the server takes it. */
export const toTargets = ({ all, companies }: PickedTargets): { all: boolean; companies: string[] } => ({
  all,
  companies: all ? [] : companies.map((company) => company.id),
});

/** As the server tells it, beside the names of the companies. */
export const fromTargets = ({ all }: { all: boolean }, companies: { id: string; name: string }[]): PickedTargets => ({ all, companies });

interface Props {
  value: PickedTargets;
  onChange: (value: PickedTargets) => void;
  error?: string | null;
  disabled?: boolean;
  label?: string;
}

/** Chooses who may read something; companies are searched on the server. */
export function TargetPicker({ value, onChange, error, disabled, label }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [words, setWords] = useState("");
  const q = words.trim();
  const found = useQuery({
    queryKey: ["companies", "picker", q],
    queryFn: ({ signal }) => listCompanies({ q: q || undefined, limit: 50 }, signal),
    enabled: !value.all,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const names = new Map([...(found.data?.items ?? []), ...value.companies].map((company) => [company.id, company.name]));

  return (
    <fieldset className={classes.picker} aria-describedby={value.all && error ? `${id}-error` : undefined}>
      <legend>{label ?? t("audience.label")}</legend>
      <SegmentedControl
        name={`${id}-all`}
        aria-label={label ?? t("audience.label")}
        disabled={disabled}
        value={value.all ? "all" : "some"}
        onChange={(choice) => { onChange({ ...value, all: choice === "all" }); }}
        data={[
          { value: "all", label: t("audience.all") },
          { value: "some", label: t("audience.some") },
        ]}
      />
      {value.all ? (
        error && <p id={`${id}-error`} className={classes.error}>{error}</p>
      ) : (
        <MultiSelect
          aria-label={t("audience.companies")}
          placeholder={value.companies.length === 0 ? t("audience.search") : undefined}
          className={classes.companies}
          disabled={disabled}
          error={error}
          data={[...names].map(([company, name]) => ({ value: company, label: name }))}
          // The server has searched; what it found is shown as it is.
          filter={({ options }) => options}
          value={value.companies.map((company) => company.id)}
          onChange={(ids) => { onChange({ all: false, companies: ids.map((company) => ({ id: company, name: names.get(company) ?? company })) }); }}
          searchable
          searchValue={words}
          onSearchChange={setWords}
          clearSearchOnChange
          hidePickedOptions
          clearable
          clearButtonProps={{ "aria-label": t("audience.clear") }}
          maxValues={200}
          nothingFoundMessage={found.isFetching ? t("loading") : t("audience.none")}
          comboboxProps={{ withinPortal: true }}
        />
      )}
    </fieldset>
  );
}
