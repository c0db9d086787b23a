import { NativeSelect, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { listCompanies } from "@/api/admin";
import { categories, priorities, statuses } from "@/api/types";
import { SearchField } from "@/ui/SearchField";
import { staffQuery } from "../queries";
import classes from "./QueueFilters.module.css";
import type { QueueSearch } from "./search";

export function QueueFilters({ search, onChange }: { search: QueueSearch; onChange: (part: QueueSearch) => void }) {
  const { t } = useTranslation();
  const staff = useQuery(staffQuery).data?.items ?? [];
  const companies = useQuery({ queryKey: ["companies", "choices"], queryFn: () => listCompanies({ limit: 100 }), staleTime: 60_000 }).data?.items ?? [];
  const onSearch = useCallback((words: string) => { onChange({ q: words || undefined }); }, [onChange]);

  const choice = (name: "status" | "priority" | "category" | "assignee" | "company", any: string, options: { value: string; label: string }[]) => (
    <NativeSelect
      aria-label={t(`queue.by.${name}`)}
      className={classes.choice}
      data-set={search[name] ? true : undefined}
      value={search[name] ?? ""}
      onChange={(event) => { onChange({ [name]: event.currentTarget.value || undefined }); }}
      data={[{ value: "", label: any }, ...options]}
    />
  );

  return (
    <div className={classes.bar} role="group" aria-label={t("queue.filters")}>
      <SearchField className={classes.search} label={t("list.search")} value={search.q ?? ""} onSearch={onSearch} />
      {choice("status", t("queue.anyStatus"), statuses.map((value) => ({ value, label: t(`status.${value}`) })))}
      {choice("priority", t("queue.anyPriority"), priorities.map((value) => ({ value, label: t(`priority.${value}`) })))}
      {choice("category", t("queue.anyCategory"), categories.map((value) => ({ value, label: t(`category.${value}`) })))}
      {choice("assignee", t("queue.anyAssignee"), [
        { value: "me", label: t("queue.me") },
        { value: "none", label: t("queue.unassigned") },
        ...staff.map((person) => ({ value: person.id, label: person.name })),
      ])}
      {choice("company", t("queue.anyCompany"), companies.map((company) => ({ value: company.id, label: company.name })))}
      <NativeSelect
        aria-label={t("list.sort")}
        className={classes.choice}
        value={search.sort ?? "activity"}
        onChange={(event) => { onChange({ sort: event.currentTarget.value === "created" ? "created" : undefined }); }}
        data={[
          { value: "activity", label: t("list.sortActivity") },
          { value: "created", label: t("list.sortCreated") },
        ]}
      />
      <Switch label={t("queue.breached")} checked={search.breached ?? false} onChange={(event) => { onChange({ breached: event.currentTarget.checked ? true : undefined }); }} />
    </div>
  );
}
