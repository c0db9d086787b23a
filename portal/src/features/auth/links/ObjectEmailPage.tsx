import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { objectEmail } from "@/api/session";
import type { Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { BrandedCard } from "../BrandedCard";
import { GateForm } from "../GateForm";
import { LinkEnd, ToLogin } from "./LinkEnd";

type Ended = "cancelled" | "restored" | "disabled" | "unknown" | { reason: unknown };

/** Where the mail to the old address leads. It asks first, so that opening a link undoes nothing. */
export function ObjectEmailPage({ branding, change, token }: { branding: Branding; change: string; token: string }) {
  const { t } = useTranslation();
  const [ended, setEnded] = useState<Ended | null>(null);

  async function object() {
    try {
      setEnded((await objectEmail({ change, token })).result);
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      if (reason.status === 404 || reason.status === 422) setEnded("unknown");
      else if (reason.status === 409) setEnded({ reason });
      else throw reason;
    }
    return undefined;
  }

  if (ended === "restored") {
    return (
      <LinkEnd branding={branding} title={t("gate.object.restored")} lead={t("gate.object.restoredLead")}>
        <Button component="a" size="md" fullWidth href={`/portal/forgot-password?tenant=${branding.tenant}`}>{t("gate.object.newPassword")}</Button>
      </LinkEnd>
    );
  }
  if (ended) {
    const [title, lead] =
      typeof ended === "object"
        ? [t("gate.object.not"), problemToSentence(ended.reason, t)]
        : [t(`gate.object.${ended}`), t(`gate.object.${ended}Lead`)];
    return (
      <LinkEnd branding={branding} title={title} lead={lead}>
        <ToLogin branding={branding} />
      </LinkEnd>
    );
  }
  return (
    <BrandedCard branding={branding} title={t("gate.title.objectEmail")} lead={t("gate.object.lead")}>
      <GateForm submit={t("gate.object.submit")} send={object}>{null}</GateForm>
    </BrandedCard>
  );
}
