import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { listStaff } from "@/api/manageTickets";
import classes from "./Audit.module.css";
import type { AuditSearch } from "./search";
import { areaWords, auditAreas } from "./words";

interface Props {
  search: AuditSearch;
  onChange: (part: AuditSearch) => void;
  onClear: () => void;
}

export function AuditFilters({ search, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const staff = useQuery({ queryKey: ["staff"], queryFn: listStaff, staleTime: 5 * 60_000 }).data?.items ?? [];
  const people = staff.map((person) => ({ value: person.id as string, label: person.name }));
  // Somebody who was clicked in the log need not be staff.
  if (search.person && !people.some((person) => person.value === search.person)) people.unshift({ value: search.person, label: search.person === "operator" ? t("audit.operator") : t("audit.onePerson") });

  return (
    <div className={classes.bar} role="group" aria-label={t("audit.filters")}>
      <NativeSelect
        aria-label={t("audit.byPerson")}
        className={classes.choice}
        data-set={search.person ? true : undefined}
        value={search.person ?? ""}
        onChange={(event) => { onChange({ person: event.currentTarget.value || undefined }); }}
        data={[{ value: "", label: t("audit.anyPerson") }, ...people]}
      />
      <NativeSelect
        aria-label={t("audit.byArea")}
        className={classes.choice}
        data-set={search.area ? true : undefined}
        value={search.area ?? ""}
        onChange={(event) => { onChange({ area: event.currentTarget.value || undefined }); }}
        data={[{ value: "", label: t("audit.anyArea") }, ...auditAreas.map((area) => ({ value: area as string, label: areaWords(area, t) }))]}
      />
      <label className={classes.day}>
        {t("audit.from")}
        <TextInput type="date" value={search.from ?? ""} max={search.until} onChange={(event) => { onChange({ from: event.currentTarget.value || undefined }); }} />
      </label>
      <label className={classes.day}>
        {t("audit.until")}
        <TextInput type="date" value={search.until ?? ""} min={search.from} onChange={(event) => { onChange({ until: event.currentTarget.value || undefined }); }} />
      </label>
      {search.object && (
        <Button variant="light" rightSection={<IconX size={14} aria-hidden />} aria-label={t("audit.dropObject")} onClick={() => { onChange({ object: undefined }); }}>
          {t("audit.oneObject")}
        </Button>
      )}
      {Object.keys(search).length > 0 && (
        <Button variant="subtle" color="gray" onClick={onClear}>
          {t("list.showAll")}
        </Button>
      )}
    </div>
  );
}
