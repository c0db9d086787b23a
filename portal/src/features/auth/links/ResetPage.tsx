import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resetPassword } from "@/api/session";
import { Problem } from "@/api/problem";
import type { Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { BrandedCard } from "../BrandedCard";
import { LinkEnd, ToLogin } from "./LinkEnd";
import { NewPasswordForm } from "./NewPasswordForm";
import { useLink } from "./useLink";

/** Where the mail about a forgotten password leads. */
export function ResetPage({ branding, token }: { branding: Branding; token: string }) {
  const { t } = useTranslation();
  const { link, ask } = useLink("reset", token, branding.tenant);
  const [done, setDone] = useState(false);
  const again = (
    <Button component="a" size="md" fullWidth href={`/portal/forgot-password?tenant=${branding.tenant}`}>
      {t("gate.reset.another")}
    </Button>
  );

  async function reset(password: string) {
    try {
      await resetPassword({ token, password });
      setDone(true);
    } catch (reason) {
      // The link has ended meanwhile: its page says how.
      if (reason instanceof Problem && (reason.status === 409 || reason.status === 404)) await ask();
      throw reason;
    }
  }

  if (done) {
    return (
      <LinkEnd branding={branding} title={t("gate.reset.done")} lead={t("gate.reset.doneLead")}>
        <ToLogin branding={branding} />
      </LinkEnd>
    );
  }
  switch (link.state) {
    case "asking":
      return null;
    case "unreachable":
      return (
        <LinkEnd branding={branding} title={t("gate.title.reset")} lead={problemToSentence(link.reason, t)}>
          <Button size="md" fullWidth onClick={() => void ask()}>{t("retry")}</Button>
        </LinkEnd>
      );
    case "ready":
      return (
        <BrandedCard branding={branding} title={t("gate.title.reset")} lead={t("gate.reset.lead", { email: link.email })}>
          <NewPasswordForm email={link.email ?? ""} submit={t("gate.reset.submit")} send={reset} />
        </BrandedCard>
      );
    case "expired":
    case "used":
    case "replaced":
      return <LinkEnd branding={branding} title={t(`gate.reset.${link.state}`)} lead={t(`gate.reset.${link.state}Lead`)}>{again}</LinkEnd>;
    case "suspended":
      return <LinkEnd branding={branding} title={t("gate.suspended")} lead={t("gate.suspendedLead")} />;
    case "closed":
      return <LinkEnd branding={branding} title={t("gate.closed")} lead={t("gate.closedLead")} />;
    default:
      return <LinkEnd branding={branding} title={t("gate.reset.unknown")} lead={t("gate.reset.unknownLead")}>{again}</LinkEnd>;
  }
}
