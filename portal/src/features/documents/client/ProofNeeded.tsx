import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { forgotPassword } from "@/api/session";
import { Card } from "@/ui/Card";
import { problemToSentence } from "@/ui/problemToSentence";
import { useSession } from "@/ui/session";

/** Who has a password that staff chose shows by mail that the account is theirs before they sign. */
export function ProofNeeded() {
  const { t } = useTranslation();
  const { user, tenant } = useSession();
  const ask = useMutation({ mutationFn: () => forgotPassword({ tenant: tenant.slug, email: user.email }) });
  return (
    <Card title={t("documents.accountProof.title")} lead={t("documents.accountProof.text")}>
      {ask.isSuccess ? (
        <p role="status">{t("documents.accountProof.sent", { email: user.email })}</p>
      ) : (
        <Button loading={ask.isPending} onClick={() => { ask.mutate(); }}>
          {t("documents.accountProof.send", { email: user.email })}
        </Button>
      )}
      {ask.isError && <p role="alert">{problemToSentence(ask.error, t)}</p>}
    </Card>
  );
}
