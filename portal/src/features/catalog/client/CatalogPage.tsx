import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { Pills } from "@/ui/Pills";
import { SearchField } from "@/ui/SearchField";
import { useListKeys } from "@/ui/useListKeys";
import { catalogQuery } from "../queries";
import classes from "./CatalogPage.module.css";
import { ItemCard } from "./ItemCard";
import { matches, type CatalogSearch } from "./search";

const route = getRouteApi("/portal/catalog");

export function CatalogPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(catalogQuery);
  const keys = useListKeys();
  const change = useCallback(
    (part: CatalogSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((words: string) => { change({ q: words || undefined }); }, [change]);
  const all = list.data?.items ?? [];
  const categories = [...new Set(all.map((item) => item.category))].sort((one, other) => one.localeCompare(other));
  const chosen = categories.find((each) => each === search.category);
  const items = all.filter((item) => (!chosen || item.category === chosen) && matches(item, search.q ?? ""));
  const shown = categories.filter((category) => items.some((item) => item.category === category));

  return (
    <>
      <PageHeader title={t("sections.catalog")} lead={t("catalog.lead")} aside={<ButtonLink to="/portal/requests" variant="default">{t("sections.requests")}</ButtonLink>} />
      {list.isPending && <Bones blocks={[40, 160, 160]} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {list.data && all.length === 0 && (
        <div className={classes.empty}>
          <EmptyState drawing="notes" title={t("catalog.none")} text={t("catalog.noneText")} />
        </div>
      )}
      {all.length > 0 && (
        <div className={classes.bar}>
          <Pills
            label={t("catalog.filter")}
            options={[{ value: "", label: t("catalog.allCategories") }, ...categories.map((value) => ({ value, label: value }))]}
            value={chosen ?? ""}
            onChoose={(category) => { change({ category: category || undefined }); }}
          />
          <SearchField className={classes.search} label={t("catalog.search")} value={search.q ?? ""} onSearch={onSearch} />
        </div>
      )}
      {all.length > 0 && items.length === 0 && (
        <div className={classes.empty}>
          <EmptyState drawing="search" title={t("catalog.noneMatch")} text={t("catalog.noneMatchText")}>
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              {t("catalog.showAll")}
            </Button>
          </EmptyState>
        </div>
      )}
      <div onKeyDown={keys}>
        {shown.map((category) => (
          <section key={category} className={classes.category} aria-label={category}>
            <h2 dir="auto">{category}</h2>
            <ul className={classes.cards}>
              {items
                .filter((item) => item.category === category)
                .map((item) => (
                  <li key={item.id}>
                    <ItemCard item={item} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
