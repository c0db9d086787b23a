import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { getSession, register, renewInvitation } from "@/api/session";
import { Problem } from "@/api/problem";
import type { Branding } from "@/api/types";
import { problemToSentence } from "@/ui/problemToSentence";
import { landingOf } from "@/util/roles";
import { safeReturnPath } from "@/util/safeReturnPath";
import { enter } from "@/util/storage";
import { BrandedCard } from "../BrandedCard";
import { SignedInNote } from "../SignedInNote";
import { AskOnce, LinkEnd, ToLogin } from "./LinkEnd";
import { NewPasswordForm } from "./NewPasswordForm";
import { useLink } from "./useLink";

/** Where an invitation leads. */
export function RegisterPage({ branding, token }: { branding: Branding; token: string }) {
  const { t } = useTranslation();
  const { link, ask } = useLink("invite", token, branding.tenant);
  const portal = branding.portal_name;
  // The password that was typed here came too late: another tab has joined with a different one.
  const [late, setLate] = useState(false);
  const goesOn = link.state === "joined" && link.yours && !late;
  // Opened again by whoever joined with it and is signed in still: there is nothing to ask.
  useEffect(() => {
    if (goesOn) void getSession().then(({ user }) => { location.replace(landingOf(user.role)); }, () => ask());
  }, [goesOn, ask]);

  async function join(password: string) {
    try {
      const signedIn = await register({ invite: token, password });
      enter({ tenant: branding.tenant, person: signedIn.user.id });
      location.assign(safeReturnPath(signedIn.landing, "/portal/dashboard"));
    } catch (reason) {
      // The link has ended meanwhile: its page says how.
      if (reason instanceof Problem && (reason.status === 409 || reason.status === 404)) {
        setLate(true);
        await ask();
      }
      throw reason;
    }
  }

  switch (link.state) {
    case "asking":
      return null;
    case "unreachable":
      return (
        <LinkEnd branding={branding} title={t("gate.title.register")} lead={problemToSentence(link.reason, t)}>
          <Button size="md" fullWidth onClick={() => void ask()}>{t("retry")}</Button>
        </LinkEnd>
      );
    case "ready":
      return (
        <BrandedCard branding={branding} title={t("gate.welcome", { name: link.name })} lead={t("gate.welcomeLead", { portal, email: link.email })}>
          <SignedInNote />
          <NewPasswordForm email={link.email ?? ""} submit={t("gate.join")} send={join} />
        </BrandedCard>
      );
    case "joined":
      if (goesOn) return null;
      if (late) {
        return (
          <LinkEnd branding={branding} title={t("gate.joined")} lead={t("gate.joinedFirst")}>
            {link.yours ? <Button component="a" size="md" fullWidth href="/">{t("gate.toPortal")}</Button> : <ToLogin branding={branding} />}
          </LinkEnd>
        );
      }
      return (
        <LinkEnd branding={branding} title={t("gate.joined")} lead={t("gate.joinedLead")}>
          <ToLogin branding={branding} />
        </LinkEnd>
      );
    case "expired":
    case "used":
    case "replaced":
      return (
        <LinkEnd branding={branding} title={t(`gate.invite.${link.state}`)} lead={t(`gate.invite.${link.state}Lead`)}>
          <AskOnce label={t("gate.invite.ask")} done={t("gate.invite.asked")} ask={() => renewInvitation({ invite: token })} />
        </LinkEnd>
      );
    case "suspended":
      return <LinkEnd branding={branding} title={t("gate.suspended")} lead={t("gate.suspendedLead")} />;
    default:
      return <LinkEnd branding={branding} title={t("gate.invite.unknown")} lead={t("gate.invite.unknownLead", { portal })} />;
  }
}
