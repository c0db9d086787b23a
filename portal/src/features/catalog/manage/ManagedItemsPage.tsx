import { useQuery } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ManagedCatalogItemLine } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { ButtonLink } from "@/ui/ButtonLink";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { Time } from "@/ui/Time";
import { ItemPicture } from "../parts/ItemPicture";
import { StateBadge } from "../parts/StateBadge";
import { managedItemsQuery } from "../queries";
import classes from "./ManagedItemsPage.module.css";

export function ManagedItemsPage() {
  const { t } = useTranslation();
  const { administer } = useRights();
  const list = useQuery(managedItemsQuery);
  const items = list.data?.items;
  const add = (
    <ButtonLink to="/admin/catalog/new" leftSection={<IconPlus size={18} stroke={2} aria-hidden />}>
      {t("catalog.add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("sections.catalog")} lead={t("catalog.adminLead")} aside={<ButtonLink to="/admin/requests" variant="default">{t("sections.requests")}</ButtonLink>} action={administer && add} />
      {list.isPending && <Bones rows={5} />}
      {list.isError && <LoadFailure reason={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <div className={classes.empty}>
          <EmptyState drawing="notes" title={t("catalog.none")} text={t(administer ? "catalog.adminNoneText" : "noneByAdmin")}>
            {administer && add}
          </EmptyState>
        </div>
      )}
      {items && items.length > 0 && <Items items={items} />}
    </>
  );
}

function Items({ items }: { items: ManagedCatalogItemLine[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("sections.catalog")}
      rows={items}
      rowKey={(item) => item.id}
      columns={[
        {
          name: t("catalog.field.name"),
          cell: (item) => (
            <span className={classes.name}>
              <ItemPicture icon={item.icon} small />
              <Link to="/admin/catalog/$id" params={{ id: item.id }} data-row>
                <bdi>{item.name}</bdi>
              </Link>
            </span>
          ),
        },
        { name: t("catalog.state"), cell: (item) => <StateBadge published={item.published} /> },
        { name: t("catalog.field.category"), cell: (item) => <bdi>{item.category}</bdi> },
        { name: t("audience.label"), wide: true, cell: (item) => (item.shown_to.all ? t("audience.all") : t("catalog.companies", { count: item.shown_to.companies?.length ?? 0 })) },
        { name: t("catalog.approval"), wide: true, cell: (item) => t(item.needs_approval ? "catalog.yes" : "catalog.no") },
        { name: t("catalog.field.fields"), wide: true, end: true, cell: (item) => item.field_count },
        { name: t("catalog.changed"), wide: true, cell: (item) => <Time at={item.updated_at} /> },
      ]}
    />
  );
}
