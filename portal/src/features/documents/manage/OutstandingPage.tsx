import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconBell } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OutstandingSignature } from "@/api/types";
import { DataTable } from "@/ui/DataTable";
import { EmptyState } from "@/ui/EmptyState";
import { PagedList } from "@/ui/PagedList";
import { PageHeader } from "@/ui/PageHeader";
import { useRights } from "@/ui/session";
import { SignerBadge } from "../parts/badges";
import { Day } from "../parts/Day";
import { outstandingQuery } from "../queries";
import classes from "./Admin.module.css";
import { ReminderDialog } from "./ReminderDialog";

const route = getRouteApi("/admin/documents/compliance/$id");

/** What the people of one company have still to sign. */
export function OutstandingPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { administer } = useRights();
  const list = useInfiniteQuery(outstandingQuery(id));
  const [asking, setAsking] = useState(false);
  const first = list.data?.pages[0];
  const name = first?.company.name ?? "";
  return (
    <>
      <PageHeader
        title={name || t("documents.outstanding")}
        crumb={<Link to="/admin/documents/compliance">{t("documents.compliance")}</Link>}
        lead={t("documents.outstandingLead")}
        action={
          administer && first !== undefined && first.items.length > 0 && (
            <Button leftSection={<IconBell size={18} stroke={1.75} aria-hidden />} onClick={() => { setAsking(true); }}>
              {t("documents.remindAll")}
            </Button>
          )
        }
      />
      <PagedList list={list} empty={<EmptyState drawing="notes" title={t("documents.allSigned")} text={t("documents.allSignedText")} />}>
        {(items) => <Table items={items} />}
      </PagedList>
      {asking && <ReminderDialog selection={{ company: id }} about={t("documents.aboutCompany", { company: name })} onClose={() => { setAsking(false); }} />}
    </>
  );
}

function Table({ items }: { items: OutstandingSignature[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t("documents.outstanding")}
      rows={items}
      rowKey={(item) => `${item.id} ${item.policy}`}
      columns={[
        {
          name: t("documents.person"),
          cell: (item) => (
            <span className={classes.name}>
              <Link to="/admin/users/$id" params={{ id: item.id }} data-row>
                <bdi>{item.name}</bdi>
              </Link>
              <span className={classes.soft}>{item.email}</span>
            </span>
          ),
        },
        {
          name: t("documents.policy"),
          cell: (item) => (
            <Link to="/admin/documents/policies/$id/signers" params={{ id: item.policy }}>
              <bdi>{item.title}</bdi>
            </Link>
          ),
        },
        { name: t("documents.version"), wide: true, cell: (item) => item.version },
        { name: t("documents.deadline"), cell: (item) => <Day on={item.deadline} /> },
        { name: t("documents.stateName"), cell: (item) => <SignerBadge status={item.status} /> },
      ]}
    />
  );
}
