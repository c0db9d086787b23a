import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { pdfPath } from "@/api/documents";
import { Badge } from "@/ui/Badge";
import { Bones } from "@/ui/Bones";
import { LoadFailure } from "@/ui/LoadFailure";
import { exactTime } from "@/util/time";
import { proofQuery } from "../queries";
import classes from "./ProofDialog.module.css";

/** What proves a signature. */
export function ProofDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const proof = useQuery(proofQuery(id));
  const yes = (flag: boolean) => t(flag ? "documents.yes" : "documents.no");
  const evidence = proof.data?.evidence;
  const account = evidence?.account;
  const proven = account?.proven;
  const time = (at: string) => exactTime(new Date(at), i18n.language);
  const facts: [string, string | null | undefined][] = evidence
    ? [
        [t("documents.person"), `${evidence.account_name} (${evidence.email})`],
        [t("documents.accountFacts.proven"), proven && `${t(`documents.accountFacts.provenBy.${proven.by}`)} (${proven.email}), ${time(proven.at)}`],
        [t("documents.accountFacts.staffPassword"), account?.staff_password_at && time(account.staff_password_at)],
        [t("documents.accountFacts.staffEmail"), account?.staff_email_at && time(account.staff_email_at)],
        [t("documents.legalName"), evidence.typed_name],
        [t("documents.role"), evidence.role],
        [t("documents.company"), evidence.company_name],
        [t("documents.when"), time(evidence.at)],
        [t("documents.version"), String(evidence.version)],
        [t("documents.flag.scroll"), yes(evidence.scrolled_to_end)],
        [t("documents.flag.acknowledge"), yes(evidence.acknowledged)],
        [t("documents.consent"), evidence.consent],
        [t("documents.reason"), evidence.reason],
        [t("documents.address"), evidence.address],
        [t("documents.browser"), evidence.user_agent],
        [t("documents.digest"), evidence.content_sha256],
        [t("documents.link", { number: evidence.number }), proof.data?.hash],
        [t("documents.previous"), evidence.previous],
      ]
    : [];
  return (
    <Modal opened onClose={onClose} size="lg" title={t("documents.proof")} closeButtonProps={{ "aria-label": t("close") }}>
      {proof.isPending && <Bones blocks={[240]} />}
      {proof.isError && <LoadFailure reason={proof.error} retry={() => void proof.refetch()} />}
      {proof.data && (
        <>
          <Badge tone={proof.data.chain_intact ? "good" : "bad"}>{t(proof.data.chain_intact ? "documents.chainIntact" : "documents.chainBroken", { count: proof.data.chain_links })}</Badge>
          <dl className={classes.facts}>
            {facts.filter(([, value]) => value).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
          {evidence?.outcome === "signed" && (
            <Button component="a" variant="default" mt="md" href={pdfPath("manage", id)} target="_blank" rel="noopener">
              {t("documents.pdf")}
            </Button>
          )}
        </>
      )}
    </Modal>
  );
}
