import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconExternalLink, IconFileTypePdf } from "@tabler/icons-react";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { noteView } from "@/api/invoices";
import type { Invoice } from "@/api/types";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { PageHeader } from "@/ui/PageHeader";
import { InvoiceFacts } from "../parts/InvoiceFacts";
import classes from "../parts/InvoicePage.module.css";
import { InvoiceSheet } from "../parts/InvoiceSheet";
import { invoiceQuery } from "../queries";

const route = getRouteApi("/portal/invoices/$id");

export function InvoicePage() {
  const { id } = route.useParams();
  const invoice = useQuery(invoiceQuery("portal", id));
  if (invoice.isPending) return <Bones blocks={[64, 320]} />;
  if (invoice.isError && !invoice.data) return <LoadFailure reason={invoice.error} retry={() => void invoice.refetch()} />;
  return <Content key={id} invoice={invoice.data} />;
}

function Content({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation();
  const { id, viewed_at: viewed } = invoice;
  useEffect(() => {
    // A note for the sender; the reader has nothing to do with its failing.
    if (!viewed) noteView(id).catch(() => undefined);
  }, [id, viewed]);
  return (
    <>
      <PageHeader
        title={t(invoice.total < 0 ? "invoices.oneCredit" : "invoices.one", { number: invoice.number })}
        crumb={
          <>
            <Link to="/portal/invoices">{t("sections.invoices")}</Link> / <bdi>{invoice.number}</bdi>
          </>
        }
        aside={
          <div className={classes.actions}>
            <Button component="a" variant="default" href={`/api/portal/invoices/${id}/pdf`} target="_blank" leftSection={<IconFileTypePdf size={18} stroke={1.75} aria-hidden />}>
              {t("invoices.pdf")}
            </Button>
            {invoice.pay_link && (
              <Button component="a" href={invoice.pay_link} target="_blank" rel="noopener noreferrer" rightSection={<IconExternalLink size={18} stroke={1.75} aria-hidden />}>
                {t("invoices.pay")}
              </Button>
            )}
          </div>
        }
      />
      <div className={classes.columns}>
        <InvoiceSheet invoice={invoice} />
        <InvoiceFacts invoice={invoice} side="portal" />
      </div>
    </>
  );
}
