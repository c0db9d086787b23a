import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconFileTypePdf } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { updateInvoice } from "@/api/invoices";
import type { Invoice, InvoiceUpdate } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { problemToSentence } from "@/ui/problemToSentence";
import { useRights } from "@/ui/session";
import { toast } from "@/ui/toast";
import { InvoiceFacts } from "../parts/InvoiceFacts";
import classes from "../parts/InvoicePage.module.css";
import { InvoiceSheet } from "../parts/InvoiceSheet";
import { invoiceQuery } from "../queries";

const route = getRouteApi("/admin/invoices/$id");

export function ManagedInvoicePage() {
  const { id } = route.useParams();
  const invoice = useQuery(invoiceQuery("manage", id));
  if (invoice.isPending) return <Bones blocks={[64, 320]} />;
  if (invoice.isError && !invoice.data) return <LoadFailure reason={invoice.error} retry={() => void invoice.refetch()} />;
  return <Content key={id} invoice={invoice.data} />;
}

function Content({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader
        title={t(invoice.total < 0 ? "invoices.oneCredit" : "invoices.one", { number: invoice.number })}
        crumb={
          <>
            <Link to="/admin/invoices">{t("sections.invoices")}</Link> / <bdi>{invoice.number}</bdi>
          </>
        }
        aside={
          <div className={classes.actions}>
            <Button component="a" variant="default" href={`/api/manage/invoices/${invoice.id}/pdf`} target="_blank" leftSection={<IconFileTypePdf size={18} stroke={1.75} aria-hidden />}>
              {t("invoices.pdf")}
            </Button>
            <Actions invoice={invoice} />
          </div>
        }
      />
      <div className={classes.columns}>
        <InvoiceSheet invoice={invoice} />
        <InvoiceFacts invoice={invoice} side="manage" />
      </div>
    </>
  );
}

/** What may be made of an invoice, as the server's rule has it. */
function Actions({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const { administer } = useRights();
  const queries = useQueryClient();
  const [voiding, setVoiding] = useState(false);
  const set = useMutation({
    mutationFn: (status: InvoiceUpdate["status"]) => updateInvoice(invoice.id, invoice.version, { status }),
    onSuccess: (after) => {
      queries.setQueryData(invoiceQuery("manage", invoice.id).queryKey, after);
      void queries.invalidateQueries({ queryKey: ["invoices"] });
      toast.done(t("invoices.nowIs", { status: t(`invoices.status.${after.status}`) }));
    },
    onError: (reason) => {
      toast.failure(problemToSentence(reason, t));
      void queries.invalidateQueries({ queryKey: invoiceQuery("manage", invoice.id).queryKey });
    },
  });
  const open = invoice.status === "sent" || invoice.status === "overdue";
  const credit = invoice.status === "credit";
  if (!administer) return null;
  return (
    <>
      {(open || credit || invoice.status === "draft") && (
        <Button variant="default" disabled={set.isPending} onClick={() => { setVoiding(true); }}>
          {t("invoices.void")}
        </Button>
      )}
      {(open || credit) && <Button loading={set.isPending} onClick={() => { set.mutate("paid"); }}>{t(credit ? "invoices.markUsed" : "invoices.markPaid")}</Button>}
      {invoice.status === "draft" && <Button loading={set.isPending} onClick={() => { set.mutate("sent"); }}>{t("invoices.send")}</Button>}
      {invoice.status === "paid" && invoice.total !== 0 && (
        <Button variant="default" loading={set.isPending} onClick={() => { set.mutate("sent"); }}>
          {t(invoice.total < 0 ? "invoices.takeBackCredit" : "invoices.takeBack")}
        </Button>
      )}
      <ConfirmDialog
        opened={voiding}
        danger
        title={t("invoices.voidTitle", { number: invoice.number })}
        text={t("invoices.voidText")}
        action={t("invoices.void")}
        onCancel={() => { setVoiding(false); }}
        onConfirm={() => {
          setVoiding(false);
          set.mutate("void");
        }}
      />
    </>
  );
}
