import { NativeSelect } from "@mantine/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { invoiceStatuses } from "@/api/types";
import type { Side } from "@/api/uploads";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { sorts, type InvoiceSearch } from "../search";
import classes from "./InvoiceFilters.module.css";

interface Props {
  side: Side;
  search: InvoiceSearch;
  onChange: (part: InvoiceSearch) => void;
}

/** Status, words and order of a list of invoices. */
export function InvoiceFilters({ side, search, onChange }: Props) {
  const { t } = useTranslation();
  const shown = invoiceStatuses.filter((status) => side === "manage" || status !== "draft");
  const onSearch = useCallback((words: string) => { onChange({ q: words || undefined }); }, [onChange]);
  return (
    <div className={classes.bar}>
      <Pills
        label={t("list.filter")}
        options={[{ value: "all", label: t("invoices.all") }, ...shown.map((value) => ({ value, label: t(`invoices.status.${value}`) }))]}
        value={search.status ?? "all"}
        onChoose={(status) => { onChange({ status: invoiceStatuses.find((each) => each === status) }); }}
      />
      <div className={classes.tools}>
        <SearchField className={classes.search} label={t("invoices.search")} value={search.q ?? ""} onSearch={onSearch} />
        <NativeSelect
          aria-label={t("list.sort")}
          value={search.sort ?? "newest"}
          onChange={(event) => { onChange({ sort: sorts.find((each) => each === event.currentTarget.value && each !== "newest") }); }}
          data={sorts.map((value) => ({ value, label: t(`invoices.sort.${value}`) }))}
        />
      </div>
    </div>
  );
}
